package io.redispatterns.spring.writebehind;

import io.redispatterns.RedisPatterns;
import io.redispatterns.codec.JacksonCodec;
import io.redispatterns.writebehind.WriteBehind;
import io.redispatterns.writebehind.WriteBehindEventListener;
import io.redispatterns.writebehind.WriteBehindStats;
import io.redispatterns.writebehind.Writer;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The write-behinds of an application by name. What is said about one by its name wins over the defaults.
 *
 * <p>Safe for many threads.
 */
public final class WriteBehindRegistry {

    private final RedisPatterns patterns;
    private final JsonMapper jsonMapper;
    private final WriteBehindSettings defaults;
    private final Map<String, WriteBehindSettings> named;
    private final List<WriteBehindEventListener> listeners;
    private final Map<String, Opened> open = new ConcurrentHashMap<>();
    private final List<Consumer<String>> watchers = new ArrayList<>();

    /**
     * A write-behind that was opened last under its name.
     *
     * @param before what those before it have counted
     */
    private record Opened(WriteBehind<Object> writeBehind, WriteBehindStats before) {

        WriteBehindStats stats() {
            return before.plus(writeBehind.stats());
        }
    }

    /**
     * A registry without write-behinds.
     *
     * @param defaults what is said of all
     * @param named what is said of single ones
     * @param listeners who is told of the events of every one
     * @throws io.redispatterns.spring.RedisPatternsConfigurationException if a setting cannot be
     */
    public WriteBehindRegistry(
            RedisPatterns patterns,
            JsonMapper jsonMapper,
            WriteBehindSettings defaults,
            Map<String, WriteBehindSettings> named,
            List<WriteBehindEventListener> listeners) {
        this.patterns = patterns;
        this.jsonMapper = jsonMapper;
        this.defaults = defaults;
        this.named = Map.copyOf(named);
        this.listeners = List.copyOf(listeners);
        defaults.toConfig("redis-patterns.write-behind.defaults");
        named.keySet().forEach(name -> settings(name).toConfig("redis-patterns.write-behind.named." + name));
    }

    private WriteBehindSettings settings(String name) {
        return named.getOrDefault(name, WriteBehindSettings.NONE).orElse(defaults);
    }

    /**
     * Opens the write-behind of a name, in place of one of that name that was closed.
     *
     * @param type of the values
     */
    public WriteBehind<Object> open(String name, Type type, Writer<Object> writer) {
        WriteBehind<Object> opened = patterns.writeBehind(
                name, JacksonCodec.of(jsonMapper, type), writer, settings(name).toConfig("write-behind " + name));
        listeners.forEach(opened::addListener);
        open.compute(name, (same, past) -> new Opened(opened, past == null ? WriteBehindStats.NONE : past.stats()));
        tellOf(name);
        return opened;
    }

    private synchronized void tellOf(String name) {
        watchers.forEach(watcher -> watcher.accept(name));
    }

    /** Tells of each name: of those that there are, and of each one that is opened later, as often as it is. */
    public synchronized void watch(Consumer<String> watcher) {
        watchers.add(watcher);
        names().forEach(watcher);
    }

    /** The write-behind of a name that was opened last, or null. */
    public @Nullable WriteBehind<Object> find(String name) {
        Opened opened = open.get(name);
        return opened == null ? null : opened.writeBehind();
    }

    /** What all write-behinds of a name together have counted in this application. */
    public WriteBehindStats stats(String name) {
        Opened opened = open.get(name);
        return opened == null ? WriteBehindStats.NONE : opened.stats();
    }

    /** The names, sorted. */
    public Set<String> names() {
        return new TreeSet<>(open.keySet());
    }
}
