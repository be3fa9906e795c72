package io.redispatterns.spring.cache;

import io.redispatterns.codec.Codec;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** A cached value: as bytes that a reader with a type makes an object of, or still the object that a method has given. */
sealed interface Document {

    /** The bytes, in the cache's format. */
    byte[] bytes();

    /**
     * The value for a reader of a type.
     *
     * @throws io.redispatterns.codec.DecodeException if it is not of that type
     */
    Object as(Type type, Codec<Object> codec);

    /** A document as it is stored. Its readers, if there are several, share the object, as those of a near cache do. */
    final class Stored implements Document {

        private final byte[] bytes;
        private volatile @Nullable Decoded last;

        private record Decoded(Type type, Object value) {}

        Stored(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public Object as(Type type, Codec<Object> codec) {
            Decoded known = last;
            if (known == null || !known.type.equals(type)) {
                known = new Decoded(type, codec.decode(bytes));
                last = known;
            }
            return known.value;
        }
    }

    /** A value that was just given. */
    record Given(Object value, Type type, Codec<Object> codec) implements Document {

        @Override
        public byte[] bytes() {
            return codec.encode(value);
        }

        @Override
        public Object as(Type wanted, Codec<Object> codecOfWanted) {
            return type.equals(wanted) ? value : codecOfWanted.decode(bytes());
        }
    }
}
