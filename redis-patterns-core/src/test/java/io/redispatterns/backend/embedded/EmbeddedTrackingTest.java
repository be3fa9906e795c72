package io.redispatterns.backend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.TrackingContract;
import io.redispatterns.redis.TrackingUnsupportedException;
import java.time.Duration;
import java.util.List;
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
}
