package io.redispatterns.engine.script;

import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.util.Bytes;
import java.util.Arrays;
import java.util.stream.Stream;

/** The same commands on a real redis-server and on the side that is judged, whose replies must be the same bytes. */
final class ScriptComparison implements AutoCloseable {

    private final ScriptSide real;
    private final ScriptSide judged;

    /** Both replies to one command. */
    record Replies(RespMessage expected, byte[] actual) {

        private static final int SHOWN_BYTES = 400;
        private static final int SHOWN_BEFORE_DIFFERENCE = 150;

        boolean differ() {
            return !Arrays.equals(expected.toByteArray(), actual);
        }

        /** Both replies where they differ, the beginnings left out of long ones. */
        @Override
        public String toString() {
            byte[] wanted = expected.toByteArray();
            int start = Math.max(0, Arrays.mismatch(wanted, actual) - SHOWN_BEFORE_DIFFERENCE);
            return "  redis-server: " + excerpt(wanted, start) + "\n  the engine:   " + excerpt(actual, start);
        }

        private static String excerpt(byte[] reply, int start) {
            int end = Math.min(reply.length, start + SHOWN_BYTES);
            return (start > 0 ? "…" : "")
                    + CommandLine.quote(Arrays.copyOfRange(reply, Math.min(start, end), end))
                    + (end < reply.length ? "…" : "");
        }
    }

    ScriptComparison(int realPort, RespVersion version) {
        real = ScriptSide.server(realPort, version);
        judged = ScriptSide.judged(version);
    }

    /** Sends a command to both sides, whatever they answer. */
    void send(String... words) {
        replies(Stream.of(words).map(Bytes::of).toArray(byte[][]::new));
    }

    /** Sends a command to both sides. A side that throws has a reply that says so. */
    Replies replies(byte[]... words) {
        RespMessage expected = real.call(words);
        try {
            return new Replies(expected, judged.call(words).toByteArray());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return new Replies(expected, Bytes.of("throws " + e + trace(e)));
        }
    }

    private static String trace(Throwable thrown) {
        return Stream.of(thrown.getStackTrace())
                .limit(5)
                .map(Object::toString)
                .reduce("", (first, second) -> first + " at " + second);
    }

    @Override
    public void close() {
        real.close();
        judged.close();
    }
}
