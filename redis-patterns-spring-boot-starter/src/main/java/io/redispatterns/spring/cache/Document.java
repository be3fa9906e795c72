package io.redispatterns.spring.cache;

import io.redispatterns.codec.Codec;
import java.lang.reflect.Type;

/** A cached value: as bytes that a reader with a type makes an object of, or still the object that a method has given. */
sealed interface Document {

    /** The bytes, in the cache's format. */
    byte[] bytes();

    /** A document as it is stored. */
    record Stored(byte[] bytes) implements Document {}

    /** A value that was just given. */
    record Given(Object value, Type type, Codec<Object> codec) implements Document {

        @Override
        public byte[] bytes() {
            return codec.encode(value);
        }
    }
}
