package io.redispatterns.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpiryTest {

    private final ManualTimeSource time = new ManualTimeSource();
    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(time).build());
    private final EngineSession session = engine.session();
    private final Keyspace keyspace = engine.dispatcher().engine().keyspace();

    @AfterEach
    void close() {
        engine.dispatcher().locked(() -> KeyspaceInvariants.check(keyspace));
        session.close();
        engine.close();
    }

    @Test
    void aKeyLivesThroughItsLastMillisecond() {
        session.call("SET", "k", "v");
        session.call("PEXPIRE", "k", "100");
        pass(100);
        assertThat(session.call("GET", "k")).isEqualTo(Reply.of("v"));
        assertThat(session.call("PTTL", "k")).isEqualTo(Reply.ZERO);
        pass(1);
        assertThat(session.call("GET", "k")).isEqualTo(Reply.NIL);
        assertThat(session.call("PTTL", "k")).isEqualTo(new Reply.Int(-2));
    }

    @Test
    void secondsAreRounded() {
        session.call("SET", "k", "v");
        session.call("PEXPIRE", "k", "2500");
        assertThat(session.call("TTL", "k")).isEqualTo(new Reply.Int(3));
        pass(1);
        assertThat(session.call("TTL", "k")).isEqualTo(new Reply.Int(2));
        assertThat(session.call("PTTL", "k")).isEqualTo(new Reply.Int(2499));
    }

    @Test
    void keysNobodyLooksAtAreRemovedToo() {
        for (int i = 0; i < 1_000; i++) {
            session.call("SET", "short" + i, "v");
            session.call("PEXPIRE", "short" + i, Integer.toString(1 + i % 50));
            session.call("SET", "long" + i, "v");
            session.call("PEXPIRE", "long" + i, "5000");
        }
        pass(51);
        engine.dispatcher().tick();
        assertThat(session.call("DBSIZE")).isEqualTo(new Reply.Int(1_000));
        assertThat(keyspace.expiredKeys()).isEqualTo(1_000);
        assertThat(session.call("EXISTS", "long0", "long999")).isEqualTo(new Reply.Int(2));
    }

    @Test
    void nothingIsRemovedBeforeItsTime() {
        session.call("SET", "k", "v");
        session.call("PEXPIRE", "k", "10");
        pass(10);
        engine.dispatcher().tick();
        assertThat(session.call("DBSIZE")).isEqualTo(Reply.ONE);
    }

    @Test
    void oneStepRemovesAtMostAsManyAsItMay() {
        for (int i = 0; i < 25; i++) {
            session.call("SET", "k" + i, "v");
            session.call("PEXPIRE", "k" + i, "1");
        }
        ExpiryCycle cycle = new ExpiryCycle(keyspace);
        long later = time.epochMillis() + 2;
        engine.dispatcher().locked(() -> {
            assertThat(cycle.run(later, 10)).isEqualTo(10);
            assertThat(cycle.run(later, 10)).isEqualTo(10);
            assertThat(cycle.run(later, 10)).isEqualTo(5);
            assertThat(cycle.run(later, 10)).isZero();
        });
    }

    @Test
    void theSoonestGoFirst() {
        for (String millis : List.of("30", "10", "20")) {
            session.call("SET", millis, "v");
            session.call("PEXPIRE", millis, millis);
        }
        ExpiryCycle cycle = new ExpiryCycle(keyspace);
        engine.dispatcher().locked(() -> cycle.run(time.epochMillis() + 100, 2));
        assertThat(session.call("KEYS", "*")).isEqualTo(Reply.array(Reply.of("30")));
    }

    @Test
    void persistAndAnotherSetEndAnExpiry() {
        session.call("SET", "persisted", "v");
        session.call("SET", "replaced", "v");
        session.call("PEXPIRE", "persisted", "10");
        session.call("PEXPIRE", "replaced", "10");
        session.call("PERSIST", "persisted");
        session.call("SET", "replaced", "w");
        pass(1_000);
        engine.dispatcher().tick();
        assertThat(session.call("DBSIZE")).isEqualTo(new Reply.Int(2));
    }

    @Test
    void idleTimeCountsFromTheLastUse() {
        session.call("SET", "k", "v");
        pass(10_500);
        assertThat(session.call("OBJECT", "IDLETIME", "k")).isEqualTo(new Reply.Int(10));
        session.call("EXISTS", "k");
        session.call("TTL", "k");
        session.call("TYPE", "k");
        assertThat(session.call("OBJECT", "IDLETIME", "k")).isEqualTo(new Reply.Int(10));
        session.call("TOUCH", "k");
        assertThat(session.call("OBJECT", "IDLETIME", "k")).isEqualTo(Reply.ZERO);
    }

    private void pass(long millis) {
        time.advance(Duration.ofMillis(millis));
    }
}
