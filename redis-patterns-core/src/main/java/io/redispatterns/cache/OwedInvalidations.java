package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Script;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The invalidations that Redis has not confirmed. Whatever this process runs on an entry that one of them is about makes up for
 * it first, in the same round trip, so that no reader of this process is served what Redis has before that; besides, all of
 * them are tried again every second until Redis confirms.
 *
 * <p>For each id and tag one is kept, removing rather than expiring. Beyond a number of them the whole cache is owed.
 */
final class OwedInvalidations {

    private static final Logger log = LoggerFactory.getLogger(Cache.class);
    private static final Command UNLINK = Command.of("UNLINK");
    private static final Command EXPIRE = Command.of(Script.resource(OwedInvalidations.class, "expire.lua"));
    private static final int MAX_IDS = 10_000;
    private static final int MAX_TAGS = 1_000;
    private static final int BATCH = 1_000;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CacheRuntime runtime;
    private final Changes changes;
    private final KeyTemplate keys;
    private final Generations generations;
    private final Runnable afterwards;
    private final CacheRecorder recorder;
    private final ConcurrentMap<String, Debt> ids = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Debt> tags = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Debt> whole = new AtomicReference<>();
    private final AtomicBoolean retrying = new AtomicBoolean();

    /** What an invalidation does, the stronger one last. */
    enum Kind {
        EXPIRE,
        REMOVE
    }

    /** One that is owed. Each failure makes another one, for which nothing counts that was sent before. */
    private static final class Debt {

        private final Kind kind;

        private Debt(Kind kind) {
            this.kind = kind;
        }

        private static Debt of(Kind kind, @Nullable Debt before) {
            return new Debt(before != null && before.kind == Kind.REMOVE ? Kind.REMOVE : kind);
        }
    }

    /** What makes up for some of them. */
    private record Payment(
            List<Command> commands,
            Map<String, Debt> ids,
            Map<String, Debt> tags,
            @Nullable Debt whole) {}

    /**
     * Nothing is owed yet.
     *
     * @param afterwards what is done when entries may have been removed that still take up space
     */
    OwedInvalidations(
            CacheRuntime runtime,
            Changes changes,
            KeyTemplate keys,
            Generations generations,
            Runnable afterwards,
            CacheRecorder recorder) {
        this.runtime = runtime;
        this.changes = changes;
        this.keys = keys;
        this.generations = generations;
        this.afterwards = afterwards;
        this.recorder = recorder;
    }

    /** How many there are. */
    int size() {
        return ids.size() + tags.size() + (whole.get() == null ? 0 : 1);
    }

    /** Owes an invalidation of entries. */
    synchronized void oweIds(Collection<String> more, Kind kind) {
        if (ids.size() + more.size() > MAX_IDS) {
            oweAll(kind);
        } else {
            more.forEach(id -> ids.compute(id, (same, before) -> Debt.of(kind, before)));
            retryLater();
        }
    }

    /** Owes an invalidation of the entries with any of these tags. */
    synchronized void oweTags(Collection<String> more, Kind kind) {
        if (tags.size() + more.size() > MAX_TAGS) {
            oweAll(kind);
        } else {
            more.forEach(tag -> tags.compute(tag, (same, before) -> Debt.of(kind, before)));
            retryLater();
        }
    }

    /** Owes an invalidation of every entry. */
    synchronized void oweAll(Kind kind) {
        boolean removes = kind == Kind.REMOVE || removes(ids.values()) || removes(tags.values());
        whole.updateAndGet(before -> Debt.of(removes ? Kind.REMOVE : Kind.EXPIRE, before));
        // Only now: who finds no ids must find this.
        ids.clear();
        tags.clear();
        retryLater();
    }

    private static boolean removes(Collection<Debt> debts) {
        return debts.stream().anyMatch(debt -> debt.kind == Kind.REMOVE);
    }

    private boolean isEmpty() {
        return ids.isEmpty() && tags.isEmpty() && whole.get() == null;
    }

    /**
     * Runs commands about entries as one batch, after what is owed to their readers.
     *
     * @throws GatewayException if Redis has not confirmed that
     */
    List<RedisValue> pipeline(Collection<String> about, List<Command> commands) {
        if (isEmpty()) {
            return changes.pipeline(commands);
        }
        Payment payment = payment(about);
        List<Command> all = new ArrayList<>(payment.commands());
        all.addAll(commands);
        List<RedisValue> replies = changes.pipeline(all);
        int paid = payment.commands().size();
        settle(payment, replies.subList(0, paid));
        return replies.subList(paid, replies.size());
    }

    /**
     * Makes up for what is owed to the readers of entries, for one who reads them by another connection.
     *
     * @throws GatewayException if Redis has not confirmed that
     */
    void payFor(Collection<String> about) {
        if (!isEmpty()) {
            List<RedisValue> unused = pipeline(about, List.of());
        }
    }

    private Payment payment(Collection<String> about) {
        List<Command> commands = new ArrayList<>();
        Map<String, Debt> owedIds = new HashMap<>();
        for (String id : about) {
            Debt debt = ids.get(id);
            if (debt != null && owedIds.put(id, debt) == null) {
                commands.add(command(id, debt.kind));
            }
        }
        Map<String, Debt> owedTags = Map.copyOf(tags);
        if (!owedTags.isEmpty()) {
            commands.add(generations.toInvalidate(names(owedTags, Kind.REMOVE), names(owedTags, Kind.EXPIRE)));
        }
        Debt all = whole.get();
        if (all != null) {
            commands.add(all.kind == Kind.REMOVE ? generations.toRemove() : generations.toExpire());
        }
        return new Payment(commands, owedIds, owedTags, all);
    }

    private Command command(String id, Kind kind) {
        byte[] key = keys.key(id);
        return kind == Kind.REMOVE
                ? UNLINK.key(key)
                : EXPIRE.key(key).arg(runtime.wakeChannel().getBytes(UTF_8));
    }

    private static List<String> names(Map<String, Debt> debts, Kind kind) {
        return debts.entrySet().stream()
                .filter(debt -> debt.getValue().kind == kind)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void settle(Payment payment, List<RedisValue> replies) {
        replies.forEach(RedisValue::orThrow);
        int settled = 0;
        for (Map.Entry<String, Debt> debt : payment.ids().entrySet()) {
            settled += ids.remove(debt.getKey(), debt.getValue()) ? 1 : 0;
        }
        for (Map.Entry<String, Debt> debt : payment.tags().entrySet()) {
            settled += tags.remove(debt.getKey(), debt.getValue()) ? 1 : 0;
        }
        Debt all = payment.whole();
        if (all != null && whole.compareAndSet(all, null)) {
            settled++;
        }
        if (settled > 0) {
            recorder.madeUpFor(settled);
        }
        if (all != null || !payment.tags().isEmpty()) {
            afterwards.run();
        }
    }

    private void retryLater() {
        if (retrying.compareAndSet(false, true)) {
            try {
                ScheduledFuture<?> unused = runtime.timer().schedule(this::retry, RETRY_NANOS, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                log.debug("the caches are closed: what they owe is left", e);
            }
        }
    }

    private void retry() {
        try {
            runtime.executor().execute(this::payAll);
        } catch (RejectedExecutionException e) {
            retryAgain();
        }
    }

    private void payAll() {
        try {
            while (!isEmpty()) {
                List<RedisValue> unused =
                        pipeline(ids.keySet().stream().limit(BATCH).toList(), List.of());
            }
            recorder.backendAnswered();
        } catch (GatewayException e) {
            log.debug("{} invalidations are still owed", size(), e);
        } finally {
            retryAgain();
        }
    }

    private void retryAgain() {
        retrying.set(false);
        if (!isEmpty()) {
            retryLater();
        }
    }
}
