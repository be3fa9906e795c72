package io.redispatterns.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.redispatterns.cache.WarmingProgress;
import io.redispatterns.spring.warming.NamedWarming;
import java.util.function.ToLongFunction;

/**
 * How far one warming is: {@code cache.warming.loaded}, {@code cache.warming.skipped} and {@code cache.warming.failed}, with the
 * tags {@code cache} and {@code name}. They are gauges, as each run begins at zero.
 */
record WarmingMeters(NamedWarming warming) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "loaded", "Keys of the run whose values were loaded", WarmingProgress::loaded);
        gauge(registry, "skipped", "Keys of the run that were fresh or loaded by others", WarmingProgress::skipped);
        gauge(registry, "failed", "Keys of the run whose loads failed", WarmingProgress::failed);
    }

    private void gauge(MeterRegistry registry, String what, String description, ToLongFunction<WarmingProgress> count) {
        Gauge.builder("cache.warming." + what, warming, counted -> count.applyAsLong(counted.progress()))
                .tags(Tags.of("cache", warming.cache(), "name", warming.name()))
                .description(description)
                .baseUnit("keys")
                .register(registry);
    }
}
