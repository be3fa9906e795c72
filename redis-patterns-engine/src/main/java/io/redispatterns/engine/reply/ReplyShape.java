package io.redispatterns.engine.reply;

import java.util.function.Predicate;

/** What a command's replies look like: each row of the command table states it, and tests hold every reply against it. */
public final class ReplyShape {

    /** The simple string OK. */
    public static final ReplyShape OK = new ReplyShape("OK", Reply.OK::equals);

    /** A simple string. */
    public static final ReplyShape STATUS = kind("status", Reply.Simple.class);

    /** An integer. */
    public static final ReplyShape INTEGER = kind("integer", Reply.Int.class);

    /** A binary string. */
    public static final ReplyShape BULK = kind("bulk", Reply.Bulk.class);

    /** A text with its format. */
    public static final ReplyShape VERBATIM = kind("verbatim", Reply.Verbatim.class);

    /** A floating point number. */
    public static final ReplyShape DECIMAL = kind("double", Reply.Decimal.class);

    /** No value. */
    public static final ReplyShape NIL = kind("nil", Reply.Nil.class);

    /** No array. */
    public static final ReplyShape NULL_ARRAY = kind("null array", Reply.NullArray.class);

    /** A map. */
    public static final ReplyShape MAP = kind("map", Reply.MapReply.class);

    /** An array of anything. */
    public static final ReplyShape ARRAY = kind("array", Reply.Array.class);

    /** No reply at all. */
    public static final ReplyShape NONE = new ReplyShape("none", Reply.NONE::equals);

    /** Anything at all: what a command gives that runs other commands. */
    public static final ReplyShape ANY = new ReplyShape("any", reply -> true);

    /** What a script makes its reply: anything. */
    public static final ReplyShape OF_SCRIPT = new ReplyShape("whatever the script returns", reply -> true);

    /** One or several messages out of band. */
    public static final ReplyShape PUSHES =
            new ReplyShape("pushes", reply -> reply instanceof Reply.Push || reply instanceof Reply.Several);

    private final String text;
    private final Predicate<Reply> test;

    private ReplyShape(String text, Predicate<Reply> test) {
        this.text = text;
        this.test = test;
    }

    private static ReplyShape kind(String text, Class<? extends Reply> type) {
        return new ReplyShape(text, type::isInstance);
    }

    /** An array whose elements all have one shape. */
    public static ReplyShape arrayOf(ReplyShape element) {
        return new ReplyShape(
                "array of " + element,
                reply -> reply instanceof Reply.Array array
                        && array.items().stream().allMatch(element::fits));
    }

    /** Pairs whose elements all have one shape. */
    public static ReplyShape pairsOf(ReplyShape element) {
        return new ReplyShape(
                "pairs of " + element,
                reply -> reply instanceof Reply.Pairs pairs
                        && pairs.items().stream().allMatch(element::fits));
    }

    /** A set whose elements all have one shape. */
    public static ReplyShape setOf(ReplyShape element) {
        return new ReplyShape(
                "set of " + element,
                reply -> reply instanceof Reply.SetReply set
                        && set.items().stream().allMatch(element::fits));
    }

    /** This shape or another. */
    public ReplyShape or(ReplyShape other) {
        return new ReplyShape(text + " or " + other.text, test.or(other.test));
    }

    /** Whether a reply has this shape. */
    public boolean fits(Reply reply) {
        return test.test(reply);
    }

    @Override
    public String toString() {
        return text;
    }
}
