package io.redispatterns.writebehind;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What this instance knows of the clock of Redis: the latest version that it has seen, and how long ago. */
final class ServerClock {

    private record Sight(long version, long nanoTime) {}

    private final AtomicReference<@Nullable Sight> latest = new AtomicReference<>();
    private final AtomicLong lastGuess = new AtomicLong();

    void saw(long version) {
        Sight known = latest.get();
        if (known == null || version > known.version()) {
            latest.compareAndSet(known, new Sight(version, System.nanoTime()));
        }
    }

    /** A version above all seen and guessed before, or nothing if none was ever seen. */
    OptionalLong guess() {
        Sight known = latest.get();
        if (known == null) {
            return OptionalLong.empty();
        }
        long passedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - known.nanoTime());
        long now = known.version() + 1 + Version.ofMillis(passedMillis);
        return OptionalLong.of(lastGuess.accumulateAndGet(now, (last, guess) -> Math.max(last + 1, guess)));
    }
}
