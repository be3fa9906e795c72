package io.redispatterns.engine.command.generic;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.util.Bytes;

/**
 * When the commands of EXPIRE's family may set an expiry.
 *
 * @param nx only on a key that stays
 * @param xx only on a key that expires already
 * @param gt only to a later moment; a key that stays has the latest
 * @param lt only to an earlier moment
 */
record ExpireCondition(boolean nx, boolean xx, boolean gt, boolean lt) {

    private static final ExpireCondition NONE = new ExpireCondition(false, false, false, false);

    /**
     * Reads the conditions.
     *
     * @throws CommandException when one is unknown or two exclude each other
     */
    static ExpireCondition parse(ArgReader words) {
        ExpireCondition condition = NONE;
        while (words.hasNext()) {
            condition = condition.and(words);
        }
        if (condition.nx && (condition.xx || condition.gt || condition.lt)) {
            throw Errors.of("ERR NX and XX, GT or LT options at the same time are not compatible");
        }
        if (condition.gt && condition.lt) {
            throw Errors.of("ERR GT and LT options at the same time are not compatible");
        }
        return condition;
    }

    private ExpireCondition and(ArgReader words) {
        if (words.accept("NX")) {
            return new ExpireCondition(true, xx, gt, lt);
        }
        if (words.accept("XX")) {
            return new ExpireCondition(nx, true, gt, lt);
        }
        if (words.accept("GT")) {
            return new ExpireCondition(nx, xx, true, lt);
        }
        if (words.accept("LT")) {
            return new ExpireCondition(nx, xx, gt, true);
        }
        throw Errors.of("ERR Unsupported option " + Bytes.text(words.next()));
    }

    /** Whether an entry's expiry may become {@code when}, in milliseconds since 1970. */
    boolean allows(Entry entry, long when) {
        long present = entry.expires() ? entry.expireAtMillis() : Long.MAX_VALUE;
        return !(nx && entry.expires())
                && !(xx && !entry.expires())
                && !(gt && (!entry.expires() || when <= present))
                && !(lt && entry.expires() && when >= present);
    }
}
