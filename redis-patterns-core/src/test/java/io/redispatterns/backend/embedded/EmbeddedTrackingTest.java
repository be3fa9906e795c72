package io.redispatterns.backend.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.TrackingContract;
import io.redispatterns.redis.TrackingUnsupportedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EmbeddedTrackingTest extends TrackingContract {

    @Override
    protected RedisGateway open() {
        return EmbeddedGateway.open();
    }

    @Test
    void tellsOfAChangeBeforeItsCallReturns() {
        for (int i = 0; i < 1_000; i++) {
            tracked.read(List.of(GET.key("k")));
            gateway.call(SET.key("k").arg(i));
            assertThat(notes.told).containsExactly("k");
            notes.told.clear();
        }
    }

    @Test
    void noticesThatASessionWasSetBack() {
        gateway.call(Command.of("CLIENT").arg("KILL").arg("TYPE").arg("normal"));
        assertThat(tracked.verify().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(TrackingUnsupportedException.class);
    }

    @Test
    void isOutOfReachAndNotUnsupportedWhenItsSessionIsSetBackWhileItBegins() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Command kill = Command.of("CLIENT").arg("KILL").arg("TYPE").arg("normal");
        Thread killer = new Thread(() -> {
            while (!done.get()) {
                gateway.call(kill);
            }
        });
        killer.start();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofNanos(1))
                    .until(this::isOutOfReach);
        } finally {
            done.set(true);
            killer.join();
        }
    }

    private boolean isOutOfReach() {
        try {
            gateway.track(notes).close();
            return false;
        } catch (GatewayUnavailableException e) {
            return true;
        }
    }
}
