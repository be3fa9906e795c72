package io.redispatterns.spring.warming;

import io.redispatterns.cache.Warming;
import io.redispatterns.cache.WarmingConfig;
import io.redispatterns.spring.RedisPatternsConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * The warmings of an application by name. They begin when the application is ready, since what they load may have been put into
 * the database by its runners, and they are the first to stop: then other instances go on at once. What is said about one by its
 * name wins over what its method says.
 *
 * <p>Safe for many threads.
 */
public final class WarmingRegistry implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

    private static final Logger log = LoggerFactory.getLogger(WarmingRegistry.class);
    private static final long LEAVE_MILLIS = 1_000;

    private final Map<String, WarmingSettings> named;
    private final Set<String> names = new TreeSet<>();
    private final Map<String, NamedWarming> warmings = new ConcurrentSkipListMap<>();
    private final List<Consumer<NamedWarming>> watchers = new ArrayList<>();
    private boolean ready;
    private volatile boolean running;

    /**
     * A registry without warmings.
     *
     * @param named what is said of single warmings
     * @throws RedisPatternsConfigurationException if a setting cannot be
     */
    public WarmingRegistry(Map<String, WarmingSettings> named) {
        this.named = Map.copyOf(named);
        named.forEach((name, settings) -> settings.toConfig(name, place(name)));
    }

    private static String place(String name) {
        return "redis-patterns.cache.warming." + name;
    }

    /**
     * Adds a warming, unless it is not enabled.
     *
     * @param declared what is said of it where it is declared
     * @param beginning begins to take part in it, at once if the application is ready
     * @return false if there is one of that name
     */
    public synchronized boolean add(
            String name, String cache, WarmingSettings declared, Function<WarmingConfig, Warming> beginning) {
        if (!names.add(name)) {
            return false;
        }
        WarmingSettings settings =
                named.getOrDefault(name, WarmingSettings.NONE).orElse(declared);
        WarmingConfig config = settings.toConfig(name, place(name));
        if (settings.isEnabled()) {
            NamedWarming warming = new NamedWarming(cache, config, settings.holdsReadiness(), beginning);
            warmings.put(name, warming);
            watchers.forEach(watcher -> watcher.accept(warming));
            beginAll();
        }
        return true;
    }

    /** The warmings, sorted by name. */
    public List<NamedWarming> all() {
        return List.copyOf(warmings.values());
    }

    /** The warming of a name; null if there is none, or it is not enabled. */
    public @Nullable NamedWarming find(String name) {
        return warmings.get(name);
    }

    /** Tells of each warming: of those that there are, and of each one added later. */
    public synchronized void watch(Consumer<NamedWarming> watcher) {
        watchers.add(watcher);
        all().forEach(watcher);
    }

    @Override
    public synchronized void onApplicationEvent(ApplicationReadyEvent event) {
        ready = true;
        warnOfUnknownNames();
        beginAll();
    }

    private void warnOfUnknownNames() {
        Set<String> unknown = new TreeSet<>(named.keySet());
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            log.warn("redis-patterns.cache.warming has settings of {}, but the warmings are {}", unknown, names);
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        beginAll();
    }

    private void beginAll() {
        if (running && ready) {
            all().forEach(NamedWarming::begin);
        }
    }

    /** Waits only a little: if Redis does not hear of it in time, the right to warm ends by itself. */
    @Override
    public synchronized void stop() {
        running = false;
        CompletableFuture<?>[] leaving = all().stream().map(NamedWarming::leave).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(leaving)
                .completeOnTimeout(null, LEAVE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
