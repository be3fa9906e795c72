package io.redispatterns.spring.autoconfigure;

/** What the patterns keep their data in. */
public enum Backend {
    /** The engine in this process. */
    EMBEDDED,
    /** A Redis server, the one of {@code spring.data.redis.*}. */
    REDIS
}
