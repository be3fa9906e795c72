package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.redispatterns.cache.CacheEvent.Operation;
import io.redispatterns.cache.Found.Seen;
import io.redispatterns.cache.Found.Value;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives out the leases on the entries of a cache and takes them back. What Redis does not do is recorded, and never thrown. */
final class LeaseDesk<V> {

    private static final Command LEASE = Command.of(Script.resource(LeaseDesk.class, "lease.lua"));
    private static final Command FILL = Command.of(Script.resource(LeaseDesk.class, "fill.lua"));
    private static final Command SEIZE = Command.of(Script.resource(LeaseDesk.class, "seize.lua"));
    private static final Command RELEASE = Command.of(Script.resource(LeaseDesk.class, "release.lua"));

    private final Changes changes;
    private final EntryStore<V> entries;
    private final Generations generations;
    private final @Nullable TagIndex tagIndex;
    private final Duration leaseTtl;
    private final byte[] wakeChannel;
    private final OwedInvalidations owed;
    private final CacheRecorder recorder;

    LeaseDesk(
            Changes changes,
            EntryStore<V> entries,
            Generations generations,
            @Nullable TagIndex tagIndex,
            Duration leaseTtl,
            byte[] wakeChannel,
            OwedInvalidations owed,
            CacheRecorder recorder) {
        this.changes = changes;
        this.entries = entries;
        this.generations = generations;
        this.tagIndex = tagIndex;
        this.leaseTtl = leaseTtl;
        this.wakeChannel = wakeChannel;
        this.owed = owed;
        this.recorder = recorder;
    }

    /**
     * Asks for the right to load an entry.
     *
     * @param seen what the caller knows of invalidations
     * @param freshMillis an entry that stays fresh for longer is left as it is
     * @param waits whether the caller wants to be woken if somebody else has the right
     */
    LeaseReply<V> lease(String id, Seen seen, long freshMillis, boolean waits) {
        Lease lease = Lease.draw(id, seen.marks().latest());
        try {
            List<RedisValue> replies = owed.pipeline(
                    List.of(id), List.of(generations.readMarks(), leaseCommand(lease, seen, freshMillis, waits)));
            Marks marks = generations.marks(replies.get(0).orThrow());
            return translate(
                    lease,
                    replies.get(1).orThrow(),
                    new Seen(marks, seen.bounds().and(marks.bounds())));
        } catch (GatewayException e) {
            recorder.backendFailed(id, Operation.READ, e);
            return new LeaseReply.Unknown<>(e);
        }
    }

    /**
     * Asks for the rights to load several entries, in one round trip and without waiting for others.
     *
     * @param seen by the ids: what the caller knows of invalidations
     */
    Map<String, LeaseReply<V>> leaseAll(Map<String, Seen> seen) {
        Map<String, LeaseReply<V>> answers = new LinkedHashMap<>();
        List<Lease> leases = new ArrayList<>(seen.size());
        List<Command> commands = new ArrayList<>(seen.size());
        seen.forEach((id, known) -> {
            Lease lease = Lease.draw(id, known.marks().latest());
            leases.add(lease);
            commands.add(leaseCommand(lease, known, 0, false));
        });
        try {
            Iterator<RedisValue> replies =
                    owed.pipeline(seen.keySet(), commands).iterator();
            for (Lease lease : leases) {
                answers.put(lease.id(), translate(lease, replies.next(), Objects.requireNonNull(seen.get(lease.id()))));
            }
        } catch (GatewayException e) {
            recorder.backendFailed(null, Operation.READ, e);
            seen.keySet().forEach(id -> answers.putIfAbsent(id, new LeaseReply.Unknown<>(e)));
        }
        return answers;
    }

    private Command leaseCommand(Lease lease, Seen seen, long freshMillis, boolean waits) {
        return LEASE.key(entries.key(lease.id()))
                .args(List.of(
                        lease.tokenBytes(),
                        decimal(leaseTtl.toMillis()),
                        decimal(lease.generation()),
                        decimal(seen.bounds().removed()),
                        decimal(seen.bounds().expired()),
                        decimal(Math.max(freshMillis, 0)),
                        decimal(waits ? 1 : 0)));
    }

    /**
     * Removes an entry and takes the lease on it from whoever has it.
     *
     * @return null if Redis did not answer
     */
    @Nullable
    Lease seize(String id) {
        try {
            Marks marks = entries.readMarks();
            Lease lease = Lease.draw(id, marks.latest());
            changes.call(SEIZE.key(entries.key(id))
                    .args(List.of(lease.tokenBytes(), decimal(leaseTtl.toMillis()), decimal(lease.generation()))));
            recorder.backendAnswered();
            return lease;
        } catch (GatewayException e) {
            recorder.backendFailed(id, Operation.INVALIDATE, e);
            return null;
        }
    }

    private LeaseReply<V> translate(Lease lease, RedisValue given, Seen seen) {
        List<RedisValue> reply = given.asList();
        long millis = reply.get(1).asLong();
        Found<V> found = reply.get(3).isNil()
                ? new Found.Nothing<>(Envelope.NO_TOKEN, seen)
                : entries.read(lease.id(), reply.get(3).asBytes(), reply.get(2).asLong(), seen);
        Value<V> value = found instanceof Value<V> usable ? usable : null;
        return switch (reply.get(0).asString()) {
            case "fresh" -> fresh(value, found, seen);
            case "leased" -> new LeaseReply.Granted<>(lease, value);
            case "waiting" -> new LeaseReply.Taken<>(millis, value);
            case "failed" -> new LeaseReply.Paused<>(millis, value);
            default -> throw new IllegalStateException("lease.lua gave the state " + reply.get(0));
        };
    }

    /** What the script takes for fresh may have a tag that was invalidated, or be unreadable. */
    private LeaseReply<V> fresh(@Nullable Value<V> value, Found<V> found, Seen seen) {
        if (value != null && value.isFresh()) {
            return new LeaseReply.Fresh<>(value);
        }
        if (value != null) {
            return new LeaseReply.Unusable<>(value.seen());
        }
        return new LeaseReply.Unusable<>(found instanceof Found.Nothing<V> nothing ? nothing.seen() : seen);
    }

    /** Ends a lease; tells whether what was loaded is stored. */
    boolean end(Ending ending) {
        return endAll(List.of(ending)) == 1;
    }

    /** Ends leases in one round trip; tells how many entries are stored. */
    int endAll(List<Ending> endings) {
        List<RedisValue> replies;
        try {
            noteTags(endings);
            replies = changes.pipeline(endings.stream().map(this::command).toList());
        } catch (GatewayException e) {
            recorder.backendFailed(idOf(endings), Operation.WRITE, e);
            return 0;
        }
        int stored = 0;
        for (int i = 0; i < endings.size(); i++) {
            Ending ending = endings.get(i);
            stored += hasStood(ending, replies.get(i)) && ending instanceof Ending.Fill ? 1 : 0;
        }
        return stored;
    }

    /**
     * Ends leases under which values were loaded, in one round trip.
     *
     * @return the ids whose values nothing had invalidated before this call: their leases stood until then, and no
     *     invalidation of a tag or of all was about them
     */
    Set<String> endAndConfirm(List<Ending> endings) {
        try {
            noteTags(endings);
            List<String> tags = endings.stream()
                    .flatMap(ending -> ending.tags().stream())
                    .distinct()
                    .toList();
            List<Command> commands = new ArrayList<>(endings.size() + 1);
            commands.add(generations.read(tags));
            endings.forEach(ending -> commands.add(command(ending)));
            List<RedisValue> replies = changes.pipeline(commands);
            List<Ending> stood = new ArrayList<>(endings.size());
            for (int i = 0; i < endings.size(); i++) {
                if (hasStood(endings.get(i), replies.get(i + 1))) {
                    stood.add(endings.get(i));
                }
            }
            return current(stood, generations.marks(replies.get(0).orThrow(), tags));
        } catch (GatewayException e) {
            recorder.backendFailed(idOf(endings), Operation.WRITE, e);
            return Set.of();
        }
    }

    private Set<String> current(List<Ending> endings, Marks marks) {
        return endings.stream()
                .filter(ending -> generations.isCurrent(ending.lease().generation(), ending.tags(), marks))
                .map(ending -> ending.lease().id())
                .collect(Collectors.toSet());
    }

    private void noteTags(List<Ending> endings) {
        if (tagIndex != null) {
            tagIndex.note(endings);
        }
    }

    private static @Nullable String idOf(List<Ending> endings) {
        return endings.size() == 1 ? endings.get(0).lease().id() : null;
    }

    private Command command(Ending ending) {
        Lease lease = ending.lease();
        if (ending instanceof Ending.Fill fill) {
            return FILL.key(entries.key(lease.id()))
                    .args(List.of(
                            lease.tokenBytes(),
                            fill.entry(),
                            decimal(fill.life().millis()),
                            wakeChannel));
        }
        Ending.Release release = (Ending.Release) ending;
        return RELEASE.key(entries.key(lease.id()))
                .args(List.of(
                        lease.tokenBytes(),
                        decimal(release.pause().toMillis()),
                        decimal(release.removes() ? 1 : 0),
                        wakeChannel));
    }

    /** Whether a lease stood until its end: if not, nothing was done. What became of an entry is recorded. */
    private boolean hasStood(Ending ending, RedisValue reply) {
        String id = ending.lease().id();
        if (reply instanceof RedisValue.ErrorValue error) {
            return recorder.backendFailed(id, Operation.WRITE, error.toException());
        }
        boolean stood = reply.asLong() == 1;
        if (stood && ending instanceof Ending.Fill fill) {
            recorder.stored(id, fill.life());
        } else if (ending instanceof Ending.Fill) {
            recorder.superseded(id);
        }
        return stood;
    }

    private static byte[] decimal(long number) {
        return Long.toString(number).getBytes(US_ASCII);
    }
}
