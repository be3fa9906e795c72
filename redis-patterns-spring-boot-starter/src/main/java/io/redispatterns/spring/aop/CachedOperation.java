package io.redispatterns.spring.aop;

import io.redispatterns.spring.cache.CacheSettings;

/**
 * What {@code @Cached} on a method means.
 *
 * @param method the method
 * @param cache the name of the cache
 * @param result what the method gives
 * @param settings what the method says about the cache
 * @param key which entry a call is about
 * @param condition whether a call is about an entry at all
 * @param unless whether a result is not to be kept
 */
record CachedOperation(
        AnnotatedMethod method,
        String cache,
        ResultType result,
        CacheSettings settings,
        KeyExpression key,
        Condition condition,
        Condition unless) {

    /** Fails if two methods do not agree about the cache that they share. */
    void checkAgreement(CachedOperation other) {
        if (!result.type().getTypeName().equals(other.result.type().getTypeName())) {
            throw method.mistake(
                    "cache " + cache + " keeps values of " + other.result.type().getTypeName() + " for " + other.method
                            + ", not of " + result.type().getTypeName(),
                    "Give the two methods caches of different names.");
        }
        if (!settings.equals(other.settings)) {
            throw method.mistake(
                    "ttl, negativeTtl or jitter differ from those of " + other.method + ", which has the same cache, "
                            + cache,
                    "Write the same on both, or set them as redis-patterns.cache.caches." + cache + ".ttl and so on.");
        }
    }
}
