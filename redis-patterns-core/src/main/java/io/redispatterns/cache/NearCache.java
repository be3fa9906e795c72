package io.redispatterns.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.redispatterns.cache.Found.Value;
import io.redispatterns.cache.NearEntry.Copy;
import io.redispatterns.cache.NearEntry.Marker;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.GatewayTimeoutException;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a cache's entries in this process.
 *
 * <p><b>Why a copy is not older than it may be.</b> A reader puts a marker in the place of the copy before it reads, by the
 * connection of the {@link NearFeed}; the news that a key has changed removes what is in its place, marker or copy; a copy is
 * put only where its marker still is. So from the read on every change of the entry ends the copy, whenever its news arrives.
 * The news arrives before the answer to a later question by the same connection: a copy is served only if such a question
 * has been answered that was asked no longer ago than the bound. Changes of the generations, which are the news of one key
 * for all entries, make the {@link NearView} forget the marks; copies are judged again by those that are read next.
 */
final class NearCache<V> {

    private static final long NANOS_IN_A_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final EntryStore<V> entries;
    private final Generations generations;
    private final KeyTemplate keys;
    private final CacheRuntime runtime;
    private final Changes changes;
    private final @Nullable EntryStore<V> decoder;
    private final long ttlNanos;
    private final long maxStalenessNanos;
    private final com.github.benmanes.caffeine.cache.Cache<String, NearEntry<V>> copies;
    private final ConcurrentMap<String, NearEntry<V>> byId;
    private volatile NearView view = NearView.BLIND;

    NearCache(
            NearCacheConfig config,
            CacheRuntime runtime,
            KeyTemplate keys,
            EntryStore<V> entries,
            Generations generations,
            Changes changes) {
        this.entries = entries;
        this.generations = generations;
        this.keys = keys;
        this.runtime = runtime;
        this.changes = changes;
        this.decoder = config.decodesEachTime() ? entries : null;
        this.ttlNanos = config.ttl().toNanos();
        this.maxStalenessNanos = config.maxStaleness().toNanos();
        this.copies = bounded(config);
        this.byId = copies.asMap();
        runtime.near().register(this, config.maxStaleness());
    }

    private static <V> com.github.benmanes.caffeine.cache.Cache<String, NearEntry<V>> bounded(NearCacheConfig config) {
        // What is to be done after an access is little, and no pool of threads has to be there for it.
        Caffeine<Object, Object> caffeine = Caffeine.newBuilder().executor(Runnable::run);
        return config.maxEntries() > 0
                ? caffeine.maximumSize(config.maxEntries()).build()
                : caffeine.maximumWeight(config.maxWeightBytes())
                        .weigher((String id, NearEntry<V> entry) -> entry.weight())
                        .build();
    }

    /** The changes that it has to be told of. */
    Changes changes() {
        return changes;
    }

    /**
     * The copy of an entry, if it may be served. The proof is looked at first: what was told before it has ended the copies that
     * are found after it, but not one that was found before.
     */
    @Nullable
    Copy<V> find(String id, long nowNanos) {
        if (!isProven(view, nowNanos) || !(copies.getIfPresent(id) instanceof Copy<V> copy)) {
            return null;
        }
        NearView current = view;
        boolean serves = (copy.view == current || agrees(id, copy, current)) && nowNanos - copy.endNanos < 0;
        return serves ? copy : null;
    }

    private boolean isProven(NearView current, long nowNanos) {
        NearFeed feed = current.feed;
        return feed != null && nowNanos - feed.provenNanos() <= maxStalenessNanos;
    }

    /** Whether a copy is still good after something has happened to the whole cache. */
    private boolean agrees(String id, Copy<V> copy, NearView current) {
        Marks marks = current.marks;
        if (marks == null || !current.isOfSameEra(copy.view)) {
            return false;
        }
        if (isCurrent(copy.envelope, marks)) {
            copy.view = current;
            return true;
        }
        byId.remove(id, copy);
        return false;
    }

    private boolean isCurrent(Envelope envelope, Marks marks) {
        try {
            return generations.isCurrent(envelope.generation(), envelope.tags(), marks);
        } catch (GatewayException e) {
            return false;
        }
    }

    /** Reads an entry as {@link EntryStore#read(String)} does, and keeps a copy if it may. */
    Found<V> read(String id, long nowNanos) {
        NearView before = view;
        NearFeed feed = before.feed;
        if (feed == null || !isProven(before, nowNanos)) {
            return entries.read(id);
        }
        Map<String, Marker<V>> markers = mark(List.of(id));
        try {
            Found<V> found = entries.readBy(commands -> ask(feed, commands, markers), id);
            markers.forEach((same, marker) -> keep(id, marker, found, before, nowNanos));
            return found;
        } finally {
            markers.forEach(byId::remove);
        }
    }

    /** Reads entries as {@link EntryStore#readAll(List)} does, and keeps copies of those it may. */
    Map<String, Found<V>> readAll(List<String> ids, long nowNanos) {
        NearView before = view;
        NearFeed feed = before.feed;
        if (feed == null || !isProven(before, nowNanos)) {
            return entries.readAll(ids);
        }
        Map<String, Marker<V>> markers = mark(ids);
        try {
            Map<String, Found<V>> found = entries.readAllBy(commands -> ask(feed, commands, markers), ids);
            markers.forEach((id, marker) -> keep(id, marker, found.get(id), before, nowNanos));
            return found;
        } finally {
            markers.forEach(byId::remove);
        }
    }

    /** What is read past the feed must not be kept. A feed that does not answer is given up: not everybody is to wait. */
    private List<RedisValue> ask(NearFeed feed, List<Command> commands, Map<String, Marker<V>> markers) {
        try {
            return feed.reads().read(commands);
        } catch (GatewayUnavailableException e) {
            markers.forEach(byId::remove);
            return runtime.gateway().pipeline(commands);
        } catch (GatewayTimeoutException e) {
            runtime.near().lost(feed);
            throw e;
        }
    }

    private Map<String, Marker<V>> mark(List<String> ids) {
        Map<String, Marker<V>> markers = new HashMap<>();
        for (String id : ids) {
            Marker<V> marker = mark(id);
            if (marker != null) {
                markers.put(id, marker);
            }
        }
        return markers;
    }

    /** Puts a marker, unless another reader has one there, or the news of a change could not name the id. */
    private @Nullable Marker<V> mark(String id) {
        if (keys.id(keys.key(id)) == null) {
            return null;
        }
        Marker<V> marker = new Marker<>();
        NearEntry<V> there = byId.putIfAbsent(id, marker);
        boolean isMine = there == null || (there instanceof Copy<V> && byId.replace(id, there, marker));
        return isMine ? marker : null;
    }

    private void keep(String id, Marker<V> marker, @Nullable Found<V> found, NearView before, long askedNanos) {
        if (found instanceof Value<V> value
                && value.isFresh()
                && !value.envelope().isChunked()) {
            NearView seen = agreed(before, value.seen().marks());
            long stale = askedNanos + value.freshMillis() * NANOS_IN_A_MILLI;
            long end = Math.min(stale - askedNanos, ttlNanos) + askedNanos;
            byId.replace(id, marker, new Copy<>(seen, value, decoder, stale, end, weight(id, value.envelope())));
        }
    }

    /** The view with the marks that were read: it becomes the current one, unless something has happened meanwhile. */
    private NearView agreed(NearView before, Marks marks) {
        if (marks.equals(before.marks)) {
            return before;
        }
        NearView next = before.with(marks);
        change(current -> current == before ? next : current);
        return next;
    }

    private static int weight(String id, Envelope envelope) {
        return (int) Math.min((long) id.length() + envelope.bytes().length, Integer.MAX_VALUE);
    }

    /** Begins to keep copies, of what a feed tells the changes of. */
    void begin(NearFeed feed) {
        change(current -> current.feed == feed ? current : NearView.of(feed));
    }

    /** Ends that; nothing is served from then on. */
    void end(NearFeed feed) {
        change(current -> current.feed == feed ? NearView.BLIND : current);
        free();
    }

    /** Drops what is kept of an entry, or what is known of the generations. */
    void invalidated(byte[] key) {
        if (Arrays.equals(key, generations.marksKey())) {
            forgetMarks();
            return;
        }
        String id = keys.id(key);
        if (id != null) {
            drop(id);
        }
    }

    private synchronized void change(UnaryOperator<NearView> step) {
        view = step.apply(view);
    }

    /** Drops what is kept of an entry. */
    void drop(String id) {
        byId.remove(id);
    }

    /** Has every copy judged anew before it is served. */
    void forgetMarks() {
        change(current -> current.with(null));
    }

    /** Drops everything. */
    void dropAll() {
        change(NearView::nextEra);
        free();
    }

    /** What is dropped is not served any more; its space is freed by somebody who has the time. */
    private void free() {
        try {
            runtime.executor().execute(copies::invalidateAll);
        } catch (RejectedExecutionException e) {
            // It is overwritten in time.
        }
    }
}
