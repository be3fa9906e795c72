package io.redispatterns.codec;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as JSON of a type that is known beforehand: no class names are written, and none are read. Properties that
 * the type does not know are skipped, so that a field can be removed while old values are still stored.
 *
 * @param <T> the type of the values
 */
public final class JacksonCodec<T> implements Codec<T> {

    private final JavaType type;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    private JacksonCodec(JsonMapper mapper, JavaType type) {
        this.type = type;
        this.reader = mapper.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.writer = mapper.writerFor(type);
    }

    /** A codec for a class, with Jackson's defaults. */
    public static <T> JacksonCodec<T> of(Class<T> type) {
        return of(JsonMapper.shared(), type);
    }

    /** A codec for a type, which may be generic such as the return type of a method, with a mapper of your own. */
    public static <T> JacksonCodec<T> of(JsonMapper mapper, Type type) {
        return new JacksonCodec<>(mapper, mapper.constructType(type));
    }

    @Override
    public byte[] encode(T value) {
        return writer.writeValueAsBytes(value);
    }

    @Override
    public T decode(byte[] source, int offset, int length) {
        T value = read(source, offset, length);
        if (value == null) {
            throw new DecodeException("not a value of " + type.toCanonical() + ": the JSON is null", null);
        }
        return value;
    }

    private @Nullable T read(byte[] source, int offset, int length) {
        try {
            return reader.readValue(source, offset, length);
        } catch (JacksonException e) {
            throw new DecodeException("not a value of " + type.toCanonical(), e);
        }
    }
}
