package io.redispatterns.codec;

import java.lang.reflect.Type;
import java.util.Locale;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORWriteFeature;
import tools.jackson.dataformat.smile.SmileFactory;
import tools.jackson.dataformat.smile.SmileWriteFeature;

/**
 * How the properties of a value are written as bytes. No format carries class names, and each tells itself from the
 * others by its first bytes, so that a value in another format is refused, never misread.
 */
public enum PayloadFormat {

    /** Text that people and other languages can read. */
    JSON("") {
        @Override
        TokenStreamFactory factory(JsonMapper settings) {
            return settings.tokenStreamFactory();
        }
    },

    /** Binary JSON with each property name written once; needs {@code jackson-dataformat-smile}. */
    SMILE(":)\n") {
        @Override
        TokenStreamFactory factory(JsonMapper settings) {
            return Smile.factory(settings.tokenStreamFactory());
        }
    },

    /**
     * RFC 8949, which many languages read; needs {@code jackson-dataformat-cbor}. Begins with the tag that says that
     * it is CBOR, and without the tag it is not read.
     */
    CBOR("\u00d9\u00d9\u00f7") {
        @Override
        TokenStreamFactory factory(JsonMapper settings) {
            return Cbor.factory(settings.tokenStreamFactory());
        }
    };

    /** In ISO 8859-1. */
    private final String firstBytes;

    PayloadFormat(String firstBytes) {
        this.firstBytes = firstBytes;
    }

    /**
     * A codec for a type, which may be generic such as the return type of a method. Modules, annotations and settings
     * are those of a JSON mapper, whatever the format.
     *
     * @throws IllegalArgumentException if the library for the format is not on the class path
     */
    public <T> Codec<T> codec(JsonMapper settings, Type type) {
        try {
            return new JacksonCodec<>(this, PayloadMapper.of(settings, factory(settings)), type);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "the payload format " + label() + " needs tools.jackson.dataformat:jackson-dataformat-" + label()
                            + " on the class path",
                    e);
        }
    }

    abstract TokenStreamFactory factory(JsonMapper settings);

    boolean begins(byte[] source, int offset, int length) {
        boolean begins = length >= firstBytes.length();
        for (int i = 0; begins && i < firstBytes.length(); i++) {
            begins = (source[offset + i] & 0xff) == firstBytes.charAt(i);
        }
        return begins;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Apart, so that its library is looked for when the format is used, and not before. */
    private static final class Smile {
        static TokenStreamFactory factory(TokenStreamFactory limits) {
            return SmileFactory.builder()
                    .streamReadConstraints(limits.streamReadConstraints())
                    .streamWriteConstraints(limits.streamWriteConstraints())
                    .disable(SmileWriteFeature.ENCODE_BINARY_AS_7BIT)
                    .build();
        }
    }

    /** Apart for the same reason. */
    private static final class Cbor {
        static TokenStreamFactory factory(TokenStreamFactory limits) {
            return CBORFactory.builder()
                    .streamReadConstraints(limits.streamReadConstraints())
                    .streamWriteConstraints(limits.streamWriteConstraints())
                    .enable(CBORWriteFeature.WRITE_TYPE_HEADER)
                    .build();
        }
    }
}
