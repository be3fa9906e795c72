package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.redis.Command;
import org.junit.jupiter.api.Test;

/** What a near cache does where the server remembers what was read. */
abstract class TrackedNearCacheContract extends NearCacheContract {

    private static final Text OLD = new Text("old");
    private static final Text NEW = new Text("new");

    @Test
    void hearsOfChangesByStrangers() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        theirGateway.call(Command.of("DEL").key("test:cache:texts:1"));
        soon().until(() -> get(ours, "1").equals(NEW));
    }

    @Test
    void hearsOfFlushes() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        theirGateway.call(Command.of("FLUSHALL"));
        soon().until(() -> get(ours, "1").equals(NEW));
    }

    @Test
    void dropsAllWhenEverythingMayHaveChanged() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        gateway.holdUp();
        theirs.put("1", NEW);
        gateway.dropHeldUp();
        gateway.invalidateAll();
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    @Test
    void dropsAllWithItsConnectionAndKeepsNothingUntilThereIsAnotherOne() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        gateway.holdUp();
        gateway.connects(false);
        theirs.put("1", NEW);
        gateway.lose();
        assertThat(get(ours, "1")).isEqualTo(NEW);
        int reads = gateway.reads();
        get(ours, "1");
        assertThat(gateway.reads()).isEqualTo(reads + 1);
        gateway.dropHeldUp();
        gateway.release();
        gateway.connects(true);
        awaitCopy(ours, "1");
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    @Test
    void keepsNoCopyOfWhatWasReadByALostConnection() {
        theirs.put("1", OLD);
        gateway.beforeNextReply(() -> {
            gateway.lose();
            awaitConnection();
            theirs.put("1", NEW);
        });
        get(ours, "1");
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    private void awaitConnection() {
        int before = gateway.trackings();
        soon().until(() -> gateway.trackings() > before);
        awaitCopies(ours);
    }

    @Test
    void dropsAllWhenTheServerForgetsEverythingWhileItIsRead() {
        theirs.put("1", OLD);
        gateway.beforeNextReply(gateway::invalidateAll);
        assertThat(get(ours, "1")).isEqualTo(OLD);
        int reads = gateway.reads();
        assertThat(get(ours, "1")).isEqualTo(OLD);
        assertThat(gateway.reads()).isEqualTo(reads + 1);
    }

    @Test
    void survivesATableThatIsTooSmall() {
        theirGateway.call(
                Command.of("CONFIG").arg("SET").arg("tracking-table-max-keys").arg(2));
        try {
            for (int round = 0; round < 3; round++) {
                Text value = new Text("round " + round);
                for (int i = 0; i < 50; i++) {
                    String id = "id" + i;
                    theirs.put(id, value);
                    soon().until(() -> get(ours, id).equals(value));
                }
            }
        } finally {
            theirGateway.call(Command.of("CONFIG")
                    .arg("SET")
                    .arg("tracking-table-max-keys")
                    .arg(1_000_000));
        }
    }
}
