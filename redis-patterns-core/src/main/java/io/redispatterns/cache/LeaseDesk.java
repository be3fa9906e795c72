package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.redispatterns.cache.CacheEvent.Operation;
import io.redispatterns.cache.Found.Seen;
import io.redispatterns.cache.Found.Value;
import io.redispatterns.key.Ttl;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Script;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives out the leases on the entries of a cache and takes them back. What Redis does not do is recorded, and never thrown. */
final class LeaseDesk<V> {

    private static final Command LEASE = Command.of(Script.resource(LeaseDesk.class, "lease.lua"));
    private static final Command FILL = Command.of(Script.resource(LeaseDesk.class, "fill.lua"));
    private static final Command RELEASE = Command.of(Script.resource(LeaseDesk.class, "release.lua"));

    private final RedisGateway gateway;
    private final EntryStore<V> entries;
    private final Duration leaseTtl;
    private final byte[] wakeChannel;
    private final CacheRecorder recorder;

    LeaseDesk(
            RedisGateway gateway,
            EntryStore<V> entries,
            Duration leaseTtl,
            byte[] wakeChannel,
            CacheRecorder recorder) {
        this.gateway = gateway;
        this.entries = entries;
        this.leaseTtl = leaseTtl;
        this.wakeChannel = wakeChannel;
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
        Command command = LEASE.key(entries.key(id))
                .args(List.of(
                        lease.tokenBytes(),
                        decimal(leaseTtl.toMillis()),
                        decimal(lease.generation()),
                        decimal(seen.bounds().removed()),
                        decimal(seen.bounds().expired()),
                        decimal(Math.max(freshMillis, 0)),
                        decimal(waits ? 1 : 0)));
        try {
            return translate(lease, gateway.call(command).asList(), seen);
        } catch (GatewayException e) {
            recorder.backendFailed(id, Operation.READ, e);
            return new LeaseReply.Unknown<>(e);
        }
    }

    private LeaseReply<V> translate(Lease lease, List<RedisValue> reply, Seen seen) {
        long millis = reply.get(1).asLong();
        Found<V> found = reply.size() < 4 || reply.get(3).isNil()
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

    /**
     * Writes what was loaded under a lease, which ends.
     *
     * @return whether the lease still stood and the entry is written
     */
    boolean fill(Lease lease, byte[] entry, Ttl ttl) {
        Command command = FILL.key(entries.key(lease.id()))
                .args(List.of(lease.tokenBytes(), entry, decimal(ttl.millis()), wakeChannel));
        try {
            if (gateway.call(command).asLong() == 1) {
                recorder.stored(lease.id(), ttl);
                return true;
            }
        } catch (GatewayException e) {
            return recorder.backendFailed(lease.id(), Operation.WRITE, e);
        }
        recorder.superseded(lease.id());
        return false;
    }

    /**
     * Gives a lease back without a value.
     *
     * @param pause for how long nobody is to load, or zero
     * @param remove whether an old value is to be removed
     */
    void release(Lease lease, Duration pause, boolean remove) {
        Command command = RELEASE.key(entries.key(lease.id()))
                .args(List.of(lease.tokenBytes(), decimal(pause.toMillis()), decimal(remove ? 1 : 0), wakeChannel));
        try {
            gateway.call(command);
        } catch (GatewayException e) {
            recorder.backendFailed(lease.id(), Operation.WRITE, e);
        }
    }

    private static byte[] decimal(long number) {
        return Long.toString(number).getBytes(US_ASCII);
    }
}
