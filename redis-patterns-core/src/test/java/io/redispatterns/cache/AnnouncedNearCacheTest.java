package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Near caches on a server that does not track reads. */
class AnnouncedNearCacheTest extends NearCacheContract {

    private static final Text OLD = new Text("old");
    private static final Text NEW = new Text("new");
    private static final String COUNT = "test:cache-state:{texts}:announcements";

    private final RedisEngine engine = RedisEngine.open();

    @Override
    RedisGateway open() {
        TamperedGateway untracked = new TamperedGateway(EmbeddedGateway.on(engine));
        untracked.tracks(false);
        return untracked;
    }

    @Override
    TamperedGateway tampered() {
        return (TamperedGateway) open();
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void dropsAllWhenAnAnnouncementIsMissing() {
        theirs.put("1", OLD);
        theirs.put("2", OLD);
        awaitCopy(ours, "1");
        gateway.holdUp();
        theirs.put("1", NEW);
        soon().until(() -> gateway.heldUp() > 0);
        gateway.dropHeldUp();
        gateway.release();
        theirs.put("2", NEW);
        soon().until(() -> get(ours, "1").equals(NEW));
    }

    @Test
    void servesNothingOnceTheBoundHasPassedAndAnAnnouncementIsMissing() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        gateway.holdUp();
        theirs.put("1", NEW);
        soon().until(() -> gateway.heldUp() > 0);
        gateway.dropHeldUp();
        pass(BOUND.plusMillis(1));
        assertThat(get(ours, "1")).isEqualTo(NEW);
        gateway.release();
        awaitCopy(ours, "1");
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    @Test
    void countsOnAfterTheCountWasLost() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        theirGateway.call(Command.of("DEL").key(COUNT));
        theirs.put("1", NEW);
        soon().until(() -> get(ours, "1").equals(NEW));
        awaitCopy(ours, "1");
        theirs.put("1", OLD);
        soon().until(() -> get(ours, "1").equals(OLD));
    }

    @Test
    void keepsCopiesWhereNothingWasAnnounced() {
        theirs.put("1", OLD);
        theirGateway.call(Command.of("DEL").key(COUNT));
        try (RedisGateway another = open()) {
            Cache<Text> reader = cache(another, CONFIG);
            awaitCopy(reader, "1");
            theirs.put("1", NEW);
            soon().until(() -> get(reader, "1").equals(NEW));
        }
    }

    @Test
    void provesNothingByCountsThatBeganAnew() {
        theirs.put("1", OLD);
        theirs.put("2", OLD);
        awaitCopy(ours, "1");
        gateway.holdUp();
        theirGateway.call(Command.of("DEL").key(COUNT));
        theirs.put("1", NEW);
        awaitQuestionsBeyondTheBound();
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    @Test
    void provesNothingByACountThatIsLost() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        gateway.holdUp();
        theirs.put("1", NEW);
        theirGateway.call(Command.of("DEL").key(COUNT));
        awaitQuestionsBeyondTheBound();
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    @Test
    void provesNothingByWhatWasAnnouncedSinceMessagesWereMissed() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        gateway.missMessages();
        awaitCopy(ours, "1");
        gateway.holdUp();
        theirs.put("1", NEW);
        awaitQuestionsBeyondTheBound();
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    /** Lets the bound pass, and questions be asked after it, whose answers would prove that everything was told. */
    private void awaitQuestionsBeyondTheBound() {
        pass(BOUND.plusMillis(1));
        int before = gateway.questions();
        soon().until(() -> gateway.questions() >= before + 2);
    }

    @Test
    void announcesOnceForABatch() {
        long before = count();
        theirs.invalidateAll(List.of("1", "2", "3"));
        assertThat(count()).isEqualTo(before + 1);
    }

    private long count() {
        return Long.parseLong(theirGateway.call(Command.of("GET").key(COUNT)).asString());
    }

    @Test
    void takesOverWhatOthersHaveRefreshed() {
        ours.get("1", id -> OLD);
        awaitCopy(ours, "1");
        theirs.expireAll(List.of("1"));
        theirs.get("1", id -> NEW);
        soon().until(() -> Objects.equals(get(ours, "1"), NEW));
    }
}
