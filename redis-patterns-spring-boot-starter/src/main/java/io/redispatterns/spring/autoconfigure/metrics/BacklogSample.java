package io.redispatterns.spring.autoconfigure.metrics;

import io.redispatterns.redis.GatewayException;
import io.redispatterns.writebehind.Backlog;
import io.redispatterns.writebehind.WriteBehind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What Redis last told about a backlog. It is asked once a second at most, whether it answers or not, for all meters together. */
final class BacklogSample {

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;

    /** Not a monitor, which would keep a virtual thread's carrier while Redis is asked. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Backlog last;
    private long askedNanos;
    private boolean isAsked;

    BacklogSample(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A number of the backlog of a write-behind; {@code NaN} if it is not known. */
    double of(@Nullable WriteBehind<?> writeBehind, ToDoubleFunction<Backlog> number) {
        Backlog known = latest(writeBehind);
        return known == null ? Double.NaN : number.applyAsDouble(known);
    }

    private @Nullable Backlog latest(@Nullable WriteBehind<?> writeBehind) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (!isAsked || now - askedNanos >= PERIOD_NANOS) {
                last = ask(writeBehind);
                isAsked = true;
                askedNanos = now;
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable Backlog ask(@Nullable WriteBehind<?> writeBehind) {
        try {
            return writeBehind == null ? null : writeBehind.backlog();
        } catch (GatewayException e) {
            return null;
        }
    }
}
