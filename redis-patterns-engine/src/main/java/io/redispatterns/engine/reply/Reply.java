package io.redispatterns.engine.reply;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The answer to a command, in RESP3's terms. How a value looks on the wire is the encoder's business: in RESP2 a {@link MapReply}
 * becomes a flat array, a {@link Decimal} a bulk string, a {@link Push} an array.
 *
 * <p>Byte arrays inside a reply may be the engine's own: they must not be changed.
 */
public sealed interface Reply extends Outcome {

    /** The simple string {@code OK}. */
    Reply OK = new Simple("OK");

    /** The simple string {@code QUEUED}. */
    Reply QUEUED = new Simple("QUEUED");

    /** The null of RESP3, the null bulk string of RESP2. */
    Reply NIL = Nil.INSTANCE;

    /** The null of RESP3, the null array of RESP2. */
    Reply NULL_ARRAY = NullArray.INSTANCE;

    /** An array without elements. */
    Reply EMPTY_ARRAY = new Array(List.of());

    /** The integer 0. */
    Reply ZERO = new Int(0);

    /** The integer 1. */
    Reply ONE = new Int(1);

    /** No reply at all: nothing is written. */
    Reply NONE = new Several(List.of());

    /** Calls the visitor's method for this kind of reply. */
    <R> R accept(ReplyVisitor<R> visitor);

    /** Returns the reply for an integer. */
    static Reply of(long value) {
        return value == 0 ? ZERO : value == 1 ? ONE : new Int(value);
    }

    /** Returns 1 or 0, as commands answer yes or no. */
    static Reply of(boolean value) {
        return value ? ONE : ZERO;
    }

    /** Returns the reply for a binary string. */
    static Reply of(byte[] value) {
        return new Bulk(value);
    }

    /** Returns the reply for a text, as a bulk string in UTF-8. */
    static Reply of(String value) {
        return new Bulk(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns an array of replies. */
    static Reply array(Reply... items) {
        return new Array(List.of(items));
    }

    /** A simple string: a status such as {@code OK}, without line breaks. */
    record Simple(String text) implements Reply {
        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.simple(this);
        }
    }

    /** An error: its code in capitals, a space, and the message, as {@code "ERR syntax error"}. */
    record ErrorReply(String text) implements Reply {

        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.error(this);
        }

        /** The first word, such as {@code ERR} or {@code WRONGTYPE}. */
        public String code() {
            int space = text.indexOf(' ');
            return space < 0 ? text : text.substring(0, space);
        }
    }

    /** A signed 64-bit integer. */
    record Int(long value) implements Reply {
        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.integer(this);
        }
    }

    /** A binary-safe string. */
    record Bulk(byte[] bytes) implements Reply {

        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.bulk(this);
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
            return "Bulk[" + new String(bytes, StandardCharsets.UTF_8) + "]";
        }
    }

    /** No value, where a string or a number could be. */
    enum Nil implements Reply {
        INSTANCE;

        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.nil();
        }
    }

    /** No value, where an array could be. */
    enum NullArray implements Reply {
        INSTANCE;

        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.nullArray();
        }
    }

    /** A sequence of replies. */
    record Array(List<Reply> items) implements Reply {
        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.array(this);
        }
    }

    /** Keys and values in turn: a map in RESP3, a flat array in RESP2. {@code items} has an even size. */
    record MapReply(List<Reply> items) implements Reply {
        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.map(this);
        }
    }

    /** First and second elements in turn: an array of two-element arrays in RESP3, a flat array in RESP2. */
    record Pairs(List<Reply> items) implements Reply {
        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.pairs(this);
        }
    }

    /** Elements without order or duplicates: a set in RESP3, an array in RESP2. */
    record SetReply(List<Reply> items) implements Reply {
        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.set(this);
        }
    }

    /** A message that nobody asked for just now: out of band in RESP3, an array in RESP2. */
    record Push(List<Reply> items) implements Reply {
        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.push(this);
        }
    }

    /** Several replies to one command, one after the other, as SUBSCRIBE gives one for each channel. */
    record Several(List<Reply> items) implements Reply {
        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.several(this);
        }
    }

    /**
     * A floating point number: a double in RESP3, a bulk string in RESP2.
     *
     * @param fixed whether it is written with 17 decimal places, not 17 significant digits
     */
    record Decimal(double value, boolean fixed) implements Reply {

        /** Makes one that is written with 17 significant digits. */
        public Decimal(double value) {
            this(value, false);
        }

        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.decimal(this);
        }
    }

    /** A truth value: a boolean in RESP3, 1 or 0 in RESP2. */
    record Bool(boolean value) implements Reply {
        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.bool(this);
        }
    }

    /** An integer of any size: a big number in RESP3, a bulk string in RESP2. */
    record BigNumber(BigInteger value) implements Reply {
        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.bigNumber(this);
        }
    }

    /** A text with a three-letter format such as {@code txt}: a verbatim string in RESP3, a bulk string in RESP2. */
    record Verbatim(String format, byte[] bytes) implements Reply {

        @Override
        public <R> R accept(ReplyVisitor<R> visitor) {
            return visitor.verbatim(this);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Verbatim that && format.equals(that.format) && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * format.hashCode() + Arrays.hashCode(bytes);
        }
    }
}
