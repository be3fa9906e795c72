package io.redispatterns.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.redispatterns.spring.writebehind.WriteBehindRegistry;
import io.redispatterns.writebehind.Backlog;
import io.redispatterns.writebehind.WriteBehindStats;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one write-behind, {@code writebehind.*} with its name as tag. Counters and {@code writebehind.shards} are
 * about this application; {@code writebehind.pending}, {@code writebehind.lag} and {@code writebehind.dead.letters} are about
 * all that share its name, and are {@code NaN} while Redis does not tell.
 */
final class WriteBehindMeters implements MeterBinder {

    private final WriteBehindRegistry writeBehinds;
    private final String name;
    private final Tags tags;

    WriteBehindMeters(String name, WriteBehindRegistry writeBehinds) {
        this.writeBehinds = writeBehinds;
        this.name = name;
        this.tags = Tags.of("name", name);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindIntake(registry);
        bindWriting(registry);
        bindBacklog(registry);
    }

    private void bindIntake(MeterRegistry registry) {
        counter(registry, "accepted", "Intents accepted in any way", WriteBehindStats::accepted);
        counter(registry, "coalesced", "Intents that took the place of an older one", WriteBehindStats::coalesced);
        counter(registry, "written.through", "Intents that callers wrote themselves", WriteBehindStats::writtenThrough);
        counter(registry, "refused", "Intents refused because too much was pending", WriteBehindStats::refused);
        counter(registry, "backend.failures", "Operations that Redis did not do", WriteBehindStats::backendFailures);
    }

    private void bindWriting(MeterRegistry registry) {
        counter(registry, "written", "Writes that are done", WriteBehindStats::written);
        counter(registry, "retries", "Writes that have failed and are tried again", WriteBehindStats::retries);
        counter(registry, "dead", "Writes that became dead letters", WriteBehindStats::dead);
        counter(registry, "shards.lost", "Leases that ran out before they were renewed", WriteBehindStats::shardsLost);
        FunctionTimer.builder(
                        "writebehind.batches",
                        writeBehinds,
                        all -> all.stats(name).batches(),
                        all -> all.stats(name).totalWriteTime().toNanos(),
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .description("Batches given to the writer")
                .register(registry);
        gauge(
                registry,
                "shards",
                "Shards that this instance writes",
                all -> all.stats(name).shards());
    }

    private void bindBacklog(MeterRegistry registry) {
        BacklogSample sample = new BacklogSample(registry.config().clock()::monotonicTime);
        gauge(
                registry,
                "pending",
                "Ids with a pending intent, of all instances",
                all -> sample.of(all.find(name), Backlog::depth));
        gauge(
                registry,
                "dead.letters",
                "Dead letters, of all instances",
                all -> sample.of(all.find(name), Backlog::deadLetters));
        TimeGauge.builder(
                        "writebehind.lag",
                        writeBehinds,
                        TimeUnit.MILLISECONDS,
                        all -> sample.of(
                                all.find(name), backlog -> backlog.lag().toMillis()))
                .tags(tags)
                .description("Age of the oldest intent that is not written, of all instances")
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String event, String description, ToDoubleFunction<WriteBehindStats> count) {
        FunctionCounter.builder("writebehind." + event, writeBehinds, all -> count.applyAsDouble(all.stats(name)))
                .tags(tags)
                .description(description)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry, String what, String description, ToDoubleFunction<WriteBehindRegistry> value) {
        Gauge.builder("writebehind." + what, writeBehinds, value)
                .tags(tags)
                .description(description)
                .register(registry);
    }
}
