package io.redispatterns.engine.differential;

/**
 * Where the two sides do not agree.
 *
 * @param at the command, or what was looked at
 */
record Difference(String at, String expected, String actual) {

    @Override
    public String toString() {
        return at + "\n  redis-server: " + expected + "\n  the engine:   " + actual;
    }
}
