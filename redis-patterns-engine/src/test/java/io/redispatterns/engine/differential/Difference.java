package io.redispatterns.engine.differential;

import io.redispatterns.engine.testing.RespMessage;

/**
 * Where the two sides do not agree.
 *
 * @param when in what part of the comparison
 * @param at the command
 */
record Difference(String when, Exchange at, RespMessage expected, RespMessage actual) {

    @Override
    public String toString() {
        return when + ": " + at + "\n  redis-server: " + expected + "\n  the engine:   " + actual;
    }
}
