package io.redispatterns.cache;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Script;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the leases of this process while it loads, three times as often as they would end. */
final class LeaseKeeper {

    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final Command RENEW = Command.of(Script.resource(LeaseKeeper.class, "renew.lua"));
    private static final int RENEWALS_IN_A_LIFE = 3;

    private final RedisGateway gateway;
    private final ScheduledExecutorService timer;
    private final Map<Lease, ScheduledFuture<?>> kept = new ConcurrentHashMap<>();

    LeaseKeeper(RedisGateway gateway, ScheduledExecutorService timer) {
        this.gateway = gateway;
        this.timer = timer;
    }

    /** Keeps a lease until {@link #drop}. */
    void keep(Lease lease, byte[] key, Duration leaseTtl) {
        Command renew = RENEW.key(key).arg(lease.tokenBytes()).arg(leaseTtl.toMillis());
        long period = Math.max(leaseTtl.toNanos() / RENEWALS_IN_A_LIFE, 1);
        kept.put(lease, timer.scheduleWithFixedDelay(() -> renew(lease, renew), period, period, TimeUnit.NANOSECONDS));
    }

    /** Lets a lease end by itself. */
    void drop(Lease lease) {
        ScheduledFuture<?> renewals = kept.remove(lease);
        if (renewals != null) {
            renewals.cancel(false);
        }
    }

    private void renew(Lease lease, Command renew) {
        try {
            gateway.callAsync(renew).whenComplete((reply, failure) -> check(lease, reply, failure));
        } catch (GatewayException e) {
            check(lease, null, e);
        }
    }

    /** A lease that has ended stays so; after a failure the next renewal may still be in time. */
    private void check(Lease lease, @Nullable RedisValue reply, @Nullable Throwable failure) {
        if (failure != null) {
            log.debug("a lease could not be renewed", failure);
        } else if (reply != null && reply.asLong() == 0) {
            drop(lease);
        }
    }
}
