package io.redispatterns.writebehind;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * How a pending intent has failed so far.
 *
 * @param version the version that failed
 * @param count how often
 * @param alone whether it has to be tried by itself, because a batch with it threw an exception
 */
record Failures(String version, int count, boolean alone) {

    static Failures none(String version) {
        return new Failures(version, 0, false);
    }

    /** What Redis has kept for an id, unless that was for an older intent. */
    static Failures of(String version, byte @Nullable [] kept) {
        if (kept == null) {
            return none(version);
        }
        String[] parts = new String(kept, UTF_8).split(":", 3);
        return parts[0].equals(version)
                ? new Failures(version, Integer.parseInt(parts[1]), parts[2].equals("alone"))
                : none(version);
    }

    Failures oneMore(boolean inBatchThatThrew) {
        return new Failures(version, count + 1, inBatchThatThrew);
    }

    String encode() {
        return version + ":" + count + ":" + (alone ? "alone" : "together");
    }
}
