package io.redispatterns.codec;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values in one of the {@linkplain PayloadFormat formats} of a type that is known beforehand: no class names are
 * written, and none are read.
 *
 * <p>What was written and what the type asks for may differ by a version of the program:
 *
 * <ul>
 *   <li>Properties that the type does not know are skipped.
 *   <li>Every component of a record has to be there; an absent one, like a null for a primitive, is not a value.
 *   <li>An absent property of another class keeps what its constructor gave it.
 *   <li>A scalar that fits without loss is converted ({@code "12"} to 12, 12 to {@code "12"}), any other change of type
 *       is not a value.
 * </ul>
 *
 * @param <T> the type of the values
 */
public final class JacksonCodec<T> implements Codec<T> {

    private final PayloadFormat format;
    private final JavaType type;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    JacksonCodec(PayloadFormat format, ObjectMapper mapper, Type type) {
        this.format = format;
        this.type = mapper.constructType(type);
        this.reader = mapper.readerFor(this.type);
        this.writer = mapper.writerFor(this.type);
    }

    /** A codec for JSON of a class, with Jackson's defaults. */
    public static <T> Codec<T> of(Class<T> type) {
        return of(JsonMapper.shared(), type);
    }

    /** A codec for JSON of a type, which may be generic such as the return type of a method, with settings of your own. */
    public static <T> Codec<T> of(JsonMapper settings, Type type) {
        return PayloadFormat.JSON.codec(settings, type);
    }

    @Override
    public byte[] encode(T value) {
        return writer.writeValueAsBytes(value);
    }

    @Override
    public T decode(byte[] source, int offset, int length) {
        if (!format.begins(source, offset, length)) {
            throw new DecodeException("not " + format.label() + ": " + length + " bytes", null);
        }
        T value = read(source, offset, length);
        if (value == null) {
            throw new DecodeException("not a value of " + type.toCanonical() + ": it is null", null);
        }
        return value;
    }

    /** Whatever goes wrong is about the bytes: they may be hostile, and constructors may refuse what they say. */
    private @Nullable T read(byte[] source, int offset, int length) {
        try {
            return reader.readValue(source, offset, length);
        } catch (RuntimeException | StackOverflowError e) {
            throw new DecodeException("not a value of " + type.toCanonical(), e);
        }
    }
}
