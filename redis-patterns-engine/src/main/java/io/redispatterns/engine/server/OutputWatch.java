package io.redispatterns.engine.server;

import io.redispatterns.engine.config.OutputBufferLimits.Limit;

/** Notices a client that does not take its output: too many bytes wait, or many bytes for too long. */
final class OutputWatch {

    private static final long NOT_OVER = -1;
    private static final long MILLIS = 1000;

    private long overSoftSinceMillis = NOT_OVER;

    /** Whether the connection has to end. */
    boolean isExceeded(long waitingBytes, Limit limit, long nowMillis) {
        if (limit.hardBytes() > 0 && waitingBytes > limit.hardBytes()) {
            return true;
        }
        if (limit.softBytes() == 0 || waitingBytes <= limit.softBytes()) {
            overSoftSinceMillis = NOT_OVER;
            return false;
        }
        if (overSoftSinceMillis == NOT_OVER) {
            overSoftSinceMillis = nowMillis;
        }
        return nowMillis - overSoftSinceMillis > limit.softSeconds() * MILLIS;
    }
}
