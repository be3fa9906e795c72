package io.redispatterns.cache;

import java.util.OptionalLong;

/**
 * How far a warming is. The counts are those of the whole run, by whichever processes; for a process that does not load they
 * are as of the last batch that it has seen noted.
 *
 * @param loaded ids whose value was loaded and stored
 * @param failed ids whose load failed
 * @param skipped ids that were fresh or being loaded by somebody else
 * @param total how many ids there are, if the source knows
 */
public record WarmingProgress(State state, long loaded, long failed, long skipped, OptionalLong total) {

    /** What this process does. */
    public enum State {
        /** Another process loads, or the next run is not due. */
        WAITING,
        /** Redis does not answer, or refuses; it is tried again. */
        STALLED,
        /** It loads. */
        RUNNING,
        /** The run is done. */
        DONE,
        /** It was cancelled here or left, or stopped because the caches were closed. */
        CANCELLED
    }

    /** The ids that were dealt with. */
    public long handled() {
        return loaded + failed + skipped;
    }

    /** Whether the warming is over for this process. */
    public boolean isOver() {
        return state == State.DONE || state == State.CANCELLED;
    }
}
