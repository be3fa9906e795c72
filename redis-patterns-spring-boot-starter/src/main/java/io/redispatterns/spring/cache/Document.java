package io.redispatterns.spring.cache;

import java.lang.reflect.Type;
import tools.jackson.databind.ObjectWriter;

/** A cached value: as JSON that a reader with a type makes an object of, or still the object that a method has given. */
sealed interface Document {

    /** The JSON, in UTF-8. */
    byte[] json();

    /** A document as it is stored. */
    record Stored(byte[] json) implements Document {}

    /** A value that was just given. */
    record Given(Object value, Type type, ObjectWriter writer) implements Document {

        @Override
        public byte[] json() {
            return writer.writeValueAsBytes(value);
        }
    }
}
