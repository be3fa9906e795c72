package io.redispatterns.engine.command.hash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What repeats the effect of commands on expiring fields elsewhere and at another time. The clock stands at 1,000,000 seconds. */
class HashExpiryPropagationTest {

    private final HashEngine redis = new HashEngine(128);

    @BeforeEach
    void fill() {
        redis.run("HSET h a 1 b 2 c 3");
        redis.run("HPEXPIREAT h 1000005000 FIELDS 1 c");
        redis.effects.clear();
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @ParameterizedTest
    @CsvSource({
        "HEXPIRE h 10 FIELDS 2 a b, HPEXPIREAT h 1000010000 FIELDS 2 a b",
        "HPEXPIRE h 10 NX FIELDS 3 a c nope, HPEXPIREAT h 1000000010 NX FIELDS 1 a",
        "HEXPIREAT h 2000000 fields 1 a, HPEXPIREAT h 2000000000 FIELDS 1 a",
        "HPEXPIREAT h 2000000001 FIELDS 2 a a, HPEXPIREAT h 2000000001 FIELDS 2 a a",
        "HEXPIREAT h 1 FIELDS 3 a nope b, HDEL h a b",
        "HPEXPIRE h 0 FIELDS 1 a, HDEL h a",
        "HPERSIST h FIELDS 2 a c, HPERSIST h FIELDS 2 a c",
        "HGETEX h EX 10 FIELDS 2 a nope, HPEXPIREAT h 1000010000 FIELDS 1 a",
        "HGETEX h PXAT 2000000001 FIELDS 1 a, HPEXPIREAT h 2000000001 FIELDS 1 a",
        "HGETEX h PERSIST FIELDS 1 c, HPERSIST h FIELDS 1 c",
        "HGETEX h EXAT 1 FIELDS 2 a nope, HDEL h a",
        "HGETDEL h FIELDS 2 a nope, HDEL h a nope",
        "HSETEX h FIELDS 1 a x, HSETEX h FIELDS 1 a x",
        "HSETEX h FXX KEEPTTL FIELDS 1 a x, HSETEX h FXX KEEPTTL FIELDS 1 a x",
        "HSETEX h EX 10 FNX FIELDS 1 d x, HSETEX h PXAT 1000010000 FNX FIELDS 1 d x",
        "HSETEX h PX 10 FIELDS 1 d x, HSETEX h PXAT 1000000010 FIELDS 1 d x",
        "HSETEX h EXAT 2000000 FIELDS 1 d x, HSETEX h PXAT 2000000000 FIELDS 1 d x",
        "HSETEX h PXAT 2000000001 FIELDS 1 d x, HSETEX h PXAT 2000000001 FIELDS 1 d x",
        "HSETEX h PX 0 FIELDS 2 a x d x, HDEL h a d",
        "HINCRBY h c 1, HINCRBY h c 1",
        "HINCRBYFLOAT h c 0.5, HSETEX h KEEPTTL FIELDS 1 c 3.5",
        "HINCRBYFLOAT h a 0.5, HSET h a 1.5",
    })
    void rewritten(String command, String effect) {
        redis.run(command);
        assertThat(redis.effects).containsExactly(effect);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEXPIRE h 10 XX FIELDS 2 a b",
                "HEXPIRE h 10 FIELDS 1 nope",
                "HEXPIRE none 10 FIELDS 1 a",
                "HPERSIST h FIELDS 2 a nope",
                "HGETEX h FIELDS 1 a",
                "HGETEX h PERSIST FIELDS 1 a",
                "HGETEX none EX 1 FIELDS 1 a",
                "HGETDEL h FIELDS 1 nope",
                "HSETEX h FNX FIELDS 1 a 1",
                "HSETEX none FXX FIELDS 1 a 1",
                "HTTL h FIELDS 1 c"
            })
    void whatChangesNothingIsNotPropagated(String command) {
        redis.run(command);
        assertThat(redis.effects).isEmpty();
    }

    @Test
    void expiredFieldsAreDeletedElsewhereBeforeTheCommandThatFindsThem() {
        redis.pass(5001);
        redis.run("HGET h c");
        assertThat(redis.effects).containsExactly("HDEL h c");
        redis.run("HPEXPIRE h 10 FIELDS 2 a b");
        redis.effects.clear();
        redis.pass(11);
        redis.run("HSETNX h d 4");
        assertThat(redis.effects).hasSize(2);
        assertThat(redis.effects.get(0)).isIn("HDEL h a b", "HDEL h b a");
        assertThat(redis.effects.get(1)).isEqualTo("HSETNX h d 4");
    }

    @Test
    void expiredFieldsAreDeletedElsewhereWhenNobodyLooks() {
        redis.pass(5001);
        redis.tick();
        assertThat(redis.effects).containsExactly("HDEL h c");
    }
}
