package io.redispatterns.spring.aop;

import io.redispatterns.cache.Warming;
import io.redispatterns.cache.WarmingConfig;
import io.redispatterns.spring.warming.WarmingSettings;
import java.util.function.Supplier;
import org.springframework.util.ClassUtils;

/**
 * What {@code @CacheWarming} on a method means.
 *
 * @param keys the method
 * @param isPaged whether it gives its keys page by page
 * @param warmed the method that gives the values
 * @param name of the warming
 * @param cache its name
 * @param settings what the annotation says
 */
record WarmingOperation(
        AnnotatedMethod keys,
        boolean isPaged,
        WarmedMethod warmed,
        String name,
        String cache,
        WarmingSettings settings) {

    /**
     * Begins to take part.
     *
     * @param bean gives the bean with the methods
     */
    Warming begin(WarmingConfig config, Supplier<Object> bean) {
        WarmingKeys source = isPaged
                ? new PagedKeys(
                        keys, bean, ClassUtils.resolvePrimitiveIfNecessary(ResultType.rawOf(warmed.parameter())))
                : new ListedKeys(keys, bean);
        WarmingEntries entries = new WarmingEntries(source, warmed, bean);
        return warmed.operation().cache().cache().warm(config, entries, entries);
    }
}
