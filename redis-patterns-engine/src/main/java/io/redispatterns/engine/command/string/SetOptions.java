package io.redispatterns.engine.command.string;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;

/**
 * The options of SET.
 *
 * @param condition when to set
 * @param returnsOld whether the old value is the reply
 * @param lifetime the new expiry
 */
record SetOptions(Condition condition, boolean returnsOld, Lifetime lifetime) {

    /** When to set a key. */
    enum Condition {
        ALWAYS,
        IF_ABSENT,
        IF_PRESENT;

        boolean allows(boolean present) {
            return switch (this) {
                case ALWAYS -> true;
                case IF_ABSENT -> !present;
                case IF_PRESENT -> present;
            };
        }
    }

    /**
     * Reads options in any order.
     *
     * @throws CommandException "syntax error" when a word is none or contradicts another
     */
    static SetOptions parse(ArgReader words) {
        Condition condition = Condition.ALWAYS;
        boolean returnsOld = false;
        Lifetime lifetime = Lifetime.UNSAID;
        while (words.hasNext()) {
            if (condition != Condition.IF_PRESENT && words.accept("NX")) {
                condition = Condition.IF_ABSENT;
            } else if (condition != Condition.IF_ABSENT && words.accept("XX")) {
                condition = Condition.IF_PRESENT;
            } else if (words.accept("GET")) {
                returnsOld = true;
            } else {
                lifetime = lifetime.then(words, Lifetime.Kind.KEEPTTL);
            }
        }
        return new SetOptions(condition, returnsOld, lifetime);
    }
}
