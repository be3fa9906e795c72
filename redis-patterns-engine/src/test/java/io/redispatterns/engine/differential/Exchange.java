package io.redispatterns.engine.differential;

import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.util.Bytes;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What is sent to both sides, and what is asked of the replies.
 *
 * @param accepts whether redis-server's reply and the engine's agree
 */
record Exchange(byte[][] toRedis, byte[][] toEngine, BiPredicate<RespMessage, RespMessage> accepts) {

    Exchange(Step step) {
        this(step.words(), step.words(), step.comparison()::accepts);
    }

    /** A command whose replies have to be the same bytes. */
    static Exchange exact(String... words) {
        return new Exchange(bytes(words), bytes(words), RespMessage::equals);
    }

    /** A command whose replies do not matter. */
    static Exchange unchecked(String... words) {
        return new Exchange(bytes(words), bytes(words), (expected, actual) -> true);
    }

    private static byte[][] bytes(String... words) {
        return Stream.of(words).map(Bytes::of).toArray(byte[][]::new);
    }

    @Override
    public String toString() {
        return CommandLine.join(toRedis);
    }
}
