package io.redispatterns.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * A reply of Redis, with one type for each kind that RESP3 knows.
 *
 * <p>The {@code as…} methods read it as what the caller expects. On anything else they throw an
 * {@link UnexpectedReplyException} that names both; on an {@link ErrorValue} they throw it as {@link RedisErrorException}.
 * Arrays of bytes belong to the reply and must not be changed: they may be the stored value itself.
 */
public sealed interface RedisValue {

    /** Nothing: a missing key, field or element. */
    enum Nil implements RedisValue {
        NIL;

        @Override
        public String kind() {
            return "nil";
        }
    }

    /**
     * A text or binary string. What the protocol calls simple, bulk and verbatim strings are all of this type, as not
     * every client library tells them apart.
     */
    record Bulk(byte[] bytes) implements RedisValue {

        /** A string given as text, encoded as UTF-8. */
        public static Bulk of(String text) {
            return new Bulk(text.getBytes(UTF_8));
        }

        @Override
        public String kind() {
            return "a string of " + bytes.length + " bytes";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bulk that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Bulk[" + bytes.length + " bytes]";
        }
    }

    /** A 64-bit integer. */
    record Int(long value) implements RedisValue {

        @Override
        public String kind() {
            return "the integer " + value;
        }
    }

    /** A double. */
    record Decimal(double value) implements RedisValue {

        @Override
        public String kind() {
            return "the double " + value;
        }
    }

    /** A truth value. */
    record Bool(boolean value) implements RedisValue {

        @Override
        public String kind() {
            return "the boolean " + value;
        }
    }

    /** An integer of any size. */
    record BigNumber(BigInteger value) implements RedisValue {

        @Override
        public String kind() {
            return "a big number";
        }
    }

    /** A sequence of replies. */
    record Array(List<RedisValue> elements) implements RedisValue {

        @Override
        public String kind() {
            return "an array of " + elements.size();
        }
    }

    /** Pairs in the order of the reply. */
    record MapValue(List<Entry> entries) implements RedisValue {

        @Override
        public String kind() {
            return "a map of " + entries.size();
        }

        /** The value of a key given as text, or {@link Nil} if there is none. O(n). */
        public RedisValue get(String key) {
            for (Entry entry : entries) {
                if (entry.key().asString().equals(key)) {
                    return entry.value();
                }
            }
            return Nil.NIL;
        }
    }

    /** One pair of a map. */
    record Entry(RedisValue key, RedisValue value) {}

    /** Distinct replies, in the order of the reply. */
    record SetValue(List<RedisValue> members) implements RedisValue {

        @Override
        public String kind() {
            return "a set of " + members.size();
        }
    }

    /**
     * An error in the place of a reply, within a pipeline, a transaction or an array.
     *
     * @param code the first word of Redis's text
     * @param message the rest of it
     */
    record ErrorValue(String code, String message) implements RedisValue {

        /** Splits a text such as {@code ERR syntax error} at its first blank. */
        public static ErrorValue parse(String text) {
            int blank = text.indexOf(' ');
            return blank < 0
                    ? new ErrorValue(text, "")
                    : new ErrorValue(text.substring(0, blank), text.substring(blank + 1));
        }

        /** This error as an exception. */
        public RedisErrorException toException() {
            return new RedisErrorException(code, message);
        }

        @Override
        public String kind() {
            return "the error " + code + " " + message;
        }
    }

    /** What this is, in words for messages; never the content of a string. */
    String kind();

    /** Whether this is {@link Nil}. */
    default boolean isNil() {
        return this == Nil.NIL;
    }

    /** Whether this is an {@link ErrorValue}. */
    default boolean isError() {
        return this instanceof ErrorValue;
    }

    /** A {@link Bulk} as bytes, which must not be changed. */
    default byte[] asBytes() {
        if (this instanceof Bulk bulk) {
            return bulk.bytes;
        }
        throw unexpected("a string");
    }

    /** A {@link Bulk} as text, decoded as UTF-8. */
    default String asString() {
        return new String(asBytes(), UTF_8);
    }

    /** An {@link Int}. */
    default long asLong() {
        if (this instanceof Int integer) {
            return integer.value;
        }
        throw unexpected("an integer");
    }

    /** A {@link Decimal} or an {@link Int}, or a {@link Bulk} that holds a number, as RESP2 replies do. */
    default double asDouble() {
        if (this instanceof Decimal decimal) {
            return decimal.value;
        }
        if (this instanceof Int integer) {
            return integer.value;
        }
        if (this instanceof Bulk bulk) {
            return parseDouble(new String(bulk.bytes, UTF_8));
        }
        throw unexpected("a double");
    }

    /** A {@link Bool}, or an {@link Int} that is 0 or 1. */
    default boolean asBoolean() {
        if (this instanceof Bool bool) {
            return bool.value;
        }
        if (this instanceof Int integer && (integer.value == 0 || integer.value == 1)) {
            return integer.value == 1;
        }
        throw unexpected("a boolean");
    }

    /** The elements of an {@link Array} or {@link SetValue}. */
    default List<RedisValue> asList() {
        if (this instanceof Array array) {
            return array.elements;
        }
        if (this instanceof SetValue set) {
            return set.members;
        }
        throw unexpected("an array");
    }

    /** The reply itself, unless it is an error, which is thrown. */
    default RedisValue orThrow() {
        if (this instanceof ErrorValue error) {
            throw error.toException();
        }
        return this;
    }

    /** A {@link MapValue}. */
    default MapValue asMap() {
        if (this instanceof MapValue map) {
            return map;
        }
        throw unexpected("a map");
    }

    private double parseDouble(String text) {
        return switch (text) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw unexpected("a double");
                }
            }
        };
    }

    private GatewayException unexpected(String expected) {
        return this instanceof ErrorValue error ? error.toException() : new UnexpectedReplyException(expected, this);
    }
}
