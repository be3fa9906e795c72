package io.redispatterns.engine.command.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.reply.Reply;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Redis 7.4's and 8.0's documentation says of fields that expire, in both encodings. The clock stands at 1,000,000 seconds; each
 * test begins with a hash of three fields.
 */
@ParameterizedClass(name = "at most {0} fields in a listpack")
@ValueSource(ints = {0, 128})
class HashExpiryTest {

    private static final long FURTHEST = (1L << 46) - 1;
    private static final long NOW = 1_000_000_000;

    @Parameter
    int maxListpackEntries;

    private HashEngine redis;

    @BeforeEach
    void open() {
        redis = new HashEngine(maxListpackEntries);
        redis.run("HSET h a 1 b 2 c 3");
        redis.events.clear();
        redis.effects.clear();
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void eachFieldHasItsOwnOutcome() {
        expect("HPEXPIRE h 1000 NX FIELDS 1 a", "[1]");
        expect("HPEXPIRE h 1000 NX FIELDS 4 a b nope b", "[0, 1, -2, 0]");
        expect("HPEXPIREAT h 999999999 FIELDS 3 a a c", "[2, -2, 2]");
        expect("HGETALL h", "[b, 2]");
        expect("HEXPIRE none 10 FIELDS 2 a b", "[-2, -2]");
    }

    @Test
    void conditionsLookAtThePresentExpiry() {
        expect("HPEXPIRE h 1000 XX FIELDS 1 a", "[0]");
        expect("HPEXPIRE h 1000 GT FIELDS 1 a", "[0]");
        expect("HPEXPIRE h 1000 LT FIELDS 1 a", "[1]");
        expect("HPEXPIRE h 2000 FIELDS 1 b", "[1]");
        expect("HPEXPIRE h 1500 gt FIELDS 3 a b c", "[1, 0, 0]");
        expect("HPEXPIRE h 1500 GT FIELDS 1 a", "[0]");
        expect("HPEXPIRE h 1500 LT FIELDS 3 a b c", "[0, 1, 1]");
        expect("HPEXPIRE h 1700 XX FIELDS 1 a", "[1]");
        expect("HPTTL h FIELDS 3 a b c", "[1700, 1500, 1500]");
        expect("HEXPIREAT h 1 NX FIELDS 1 a", "[0]");
    }

    @Test
    void timesAreToldInFourForms() {
        expect("HEXPIRE h 10 FIELDS 1 a", "[1]");
        expect("HPEXPIRE h 1500 FIELDS 1 b", "[1]");
        expect("HTTL h FIELDS 4 a b c nope", "[10, 2, -1, -2]");
        expect("HPTTL h FIELDS 4 a b c nope", "[10000, 1500, -1, -2]");
        expect("HEXPIRETIME h FIELDS 4 a b c nope", "[1000010, 1000002, -1, -2]");
        expect("HPEXPIRETIME h FIELDS 4 a b c nope", "[1000010000, 1000001500, -1, -2]");
        expect("HEXPIREAT h 2000000 FIELDS 1 a", "[1]");
        expect("HPEXPIREAT h 2000000001 FIELDS 1 b", "[1]");
        expect("HPEXPIRETIME h FIELDS 2 a b", "[2000000000, 2000000001]");
        expect("HTTL none FIELDS 2 a b", "[-2, -2]");
    }

    @Test
    void persistedFieldsStay() {
        expect("HPEXPIRE h 10 FIELDS 2 a b", "[1, 1]");
        expect("HPERSIST h FIELDS 4 a a c nope", "[1, -1, -1, -2]");
        redis.pass(11);
        expect("HKEYS h", maxListpackEntries == 0 ? null : "[c, a]");
        expect("HMGET h a b c", "[1, nil, 3]");
        expect("HPERSIST h FIELDS 1 b", "[-2]");
        expect("HPERSIST none FIELDS 1 a", "[-2]");
    }

    @Test
    void aFieldLivesThroughItsLastMillisecondAndIsThenSeenByNoCommand() {
        expect("HPEXPIRE h 100 FIELDS 2 a b", "[1, 1]");
        redis.pass(100);
        expect("HGET h a", "1");
        expect("HPTTL h FIELDS 1 a", "[0]");
        redis.pass(1);
        expect("HLEN h", "1");
        expect("HGET h a", "nil");
        expect("HEXISTS h b", "0");
        expect("HSTRLEN h b", "0");
        expect("HGETALL h", "[c, 3]");
        expect("HVALS h", "[3]");
        expect("HSCAN h 0", "[0, [c, 3]]");
        expect("HRANDFIELD h 5", "[c]");
        expect("HRANDFIELD h", "c");
        expect("HDEL h a", "0");
        expect("HSETNX h a new", "1");
        expect("HTTL h FIELDS 1 a", "[-1]");
        expect("HINCRBY h b 5", "5");
        expect("HTTL h FIELDS 1 b", "[-1]");
    }

    @Test
    void theKeyGoesWithItsLastField() {
        expect("HPEXPIRE h 10 FIELDS 3 a b c", "[1, 1, 1]");
        redis.pass(11);
        expect("EXISTS h", "0");
        expect("DBSIZE", "0");
        expect("HINCRBYFLOAT h a 1.5", "1.5");
        assertThat(redis.events).containsExactly("hexpire h", "hexpired h", "del h", "hincrbyfloat h");
    }

    @Test
    void fieldsNobodyLooksAtAreRemovedToo() {
        for (int i = 0; i < 300; i++) {
            redis.run("HSET other" + i + " x 1 y 2 z 3");
            redis.run("HPEXPIRE other" + i + " " + (1 + i % 20) + " FIELDS 2 x y");
            redis.run("HPEXPIRE other" + i + " 500 FIELDS 1 z");
        }
        redis.events.clear();
        redis.pass(21);
        redis.tick();
        assertThat(redis.events).hasSize(300).allMatch(event -> event.startsWith("hexpired other"));
        assertThat(redis.keyspace().database(0).size()).isEqualTo(301);
        redis.pass(500);
        redis.tick();
        assertThat(redis.keyspace().database(0).size()).isEqualTo(1);
    }

    @Test
    void aLargeHashIsEmptiedInSteps() {
        IntStream.range(0, 1_000).forEach(i -> redis.run("HSET big f" + i + " v"));
        for (int i = 0; i < 1_000; i += 10) {
            redis.run("HPEXPIRE big 5 FIELDS 5 f" + i + " f" + (i + 1) + " f" + (i + 2) + " f" + (i + 3) + " f"
                    + (i + 4));
        }
        redis.events.clear();
        redis.effects.clear();
        redis.pass(6);
        redis.tick();
        expect("HLEN big", "500");
        assertThat(redis.events).containsExactly("hexpired big", "hexpired big", "hexpired big");
        assertThat(redis.effects).hasSize(3).allMatch(effect -> effect.startsWith("HDEL big f"));
    }

    @Test
    void whatSetsAFieldEndsItsExpiryAndWhatIncrementsItDoesNot() {
        redis.run("HEXPIRE h 10 FIELDS 3 a b c");
        expect("HSET h a 5", "0");
        expect("HINCRBY h b 5", "7");
        expect("HINCRBYFLOAT h c 0.5", "3.5");
        expect("HTTL h FIELDS 3 a b c", "[-1, 10, 10]");
        expect("HSETNX h b 1", "0");
        expect("HMSET h b 1", "OK");
        expect("HTTL h FIELDS 3 a b c", "[-1, -1, 10]");
    }

    @Test
    void encodings() {
        String packed = maxListpackEntries == 0 ? "hashtable" : "listpack";
        String expiring = maxListpackEntries == 0 ? "hashtable" : "listpackex";
        expect("OBJECT ENCODING h", packed);
        expect("HEXPIRE h 10 FIELDS 1 nope", "[-2]");
        expect("OBJECT ENCODING h", packed);
        expect("HEXPIRE h 10 FIELDS 1 a", "[1]");
        expect("OBJECT ENCODING h", expiring);
        expect("HPERSIST h FIELDS 1 a", "[1]");
        expect("OBJECT ENCODING h", expiring);
        expect("HEXPIRE h 10 FIELDS 1 b", "[1]");
        redis.run("HSET h long " + "x".repeat(65));
        expect("OBJECT ENCODING h", "hashtable");
        expect("HTTL h FIELDS 3 a b long", "[-1, 10, -1]");
    }

    @Test
    void expiriesGoWhereTheHashGoes() {
        redis.run("HPEXPIRE h 10 FIELDS 2 a b");
        expect("COPY h copy", "1");
        expect("RENAME h renamed", "OK");
        expect("MOVE copy 1", "1");
        expect("SWAPDB 1 2", "OK");
        expect("HPTTL renamed FIELDS 3 a b c", "[10, 10, -1]");
        redis.pass(11);
        redis.tick();
        expect("HLEN renamed", "1");
        expect("SELECT 2", "OK");
        expect("HGETALL copy", "[c, 3]");
        assertThat(redis.events).contains("hexpired renamed", "hexpired copy");
    }

    @Test
    void nothingIsLeftOfHashesThatAreGone() {
        redis.run("HEXPIRE h 10 FIELDS 1 a");
        redis.run("DEL h");
        redis.run("HSETEX h EX 10 FIELDS 1 a 1");
        redis.run("SET h string");
        redis.run("HSETEX g EX 10 FIELDS 1 a 1");
        redis.run("FLUSHALL");
        redis.events.clear();
        redis.pass(20_000);
        redis.tick();
        assertThat(redis.events).isEmpty();
    }

    @Test
    void whoWatchesIsToldOfFieldsThatExpire() {
        redis.run("HPEXPIRE h 10 FIELDS 1 a");
        try (EngineSession watcher = redis.anotherSession()) {
            watcher.call("WATCH", "h");
            redis.pass(11);
            redis.tick();
            watcher.call("MULTI");
            watcher.call("HLEN", "h");
            assertThat(watcher.call("EXEC")).isInstanceOf(Reply.NullArray.class);
        }
    }

    @Test
    void hgetdel() {
        redis.run("HPEXPIRE h 10 FIELDS 1 b");
        redis.pass(11);
        expect("HGETDEL h FIELDS 4 b c c nope", "[nil, 3, nil, nil]");
        expect("HGETALL h", "[a, 1]");
        expect("HGETDEL h FIELDS 2 a b", "[1, nil]");
        expect("EXISTS h", "0");
        expect("HGETDEL h FIELDS 1 a", "[nil]");
        assertThat(redis.events).containsExactly("hexpire h", "hexpired h", "hdel h", "hdel h", "del h");
    }

    @Test
    void hgetexSetsAndEndsExpiries() {
        expect("HGETEX h FIELDS 2 a nope", "[1, nil]");
        expect("HGETEX h EX 10 FIELDS 2 a nope", "[1, nil]");
        expect("HGETEX h px 1500 FIELDS 1 b", "[2]");
        expect("HPTTL h FIELDS 3 a b c", "[10000, 1500, -1]");
        expect("HGETEX h EXAT 2000000 FIELDS 1 a", "[1]");
        expect("HGETEX h PXAT 2000000001 FIELDS 1 b", "[2]");
        expect("HPEXPIRETIME h FIELDS 2 a b", "[2000000000, 2000000001]");
        expect("HGETEX h PERSIST FIELDS 3 a b c", "[1, 2, 3]");
        expect("HTTL h FIELDS 3 a b c", "[-1, -1, -1]");
        expect("HGETEX none EX 10 FIELDS 2 a b", "[nil, nil]");
        expect("HGETEX h PX 0 FIELDS 4 a a b c", "[1, nil, 2, 3]");
        expect("EXISTS h", "0");
    }

    @Test
    void hsetexSetsFieldsAndExpiries() {
        expect("HSETEX h FIELDS 2 a x d y", "1");
        expect("HSETEX h EX 10 FIELDS 2 a x b y", "1");
        expect("HSETEX h KEEPTTL FIELDS 2 a z e z", "1");
        expect("HTTL h FIELDS 5 a b c d e", "[10, 10, -1, -1, -1]");
        expect("HMGET h a b c d e", "[z, y, 3, y, z]");
        expect("HSETEX h FIELDS 1 a 1", "1");
        expect("HTTL h FIELDS 1 a", "[-1]");
        expect("HSETEX h PXAT 1000000001 FIELDS 1 a 1", "1");
        expect("HSETEX new PX 1500 FIELDS 1 a 1", "1");
        expect("HSETEX new EXAT 1000020 FIELDS 1 b 1", "1");
        expect("HPTTL new FIELDS 2 a b", "[1500, 20000]");
    }

    @Test
    void hsetexLooksWhichFieldsAreThere() {
        expect("HSETEX none FXX FIELDS 1 a 1", "0");
        expect("EXISTS none", "0");
        expect("HSETEX h FXX FIELDS 2 a x d x", "0");
        expect("HSETEX h FNX FIELDS 2 a x d x", "0");
        expect("HGETALL h", maxListpackEntries == 0 ? null : "[a, 1, b, 2, c, 3]");
        expect("HSETEX h EX 10 FXX FIELDS 2 a x b x", "1");
        expect("HSETEX h FNX EX 20 FIELDS 2 d x e x", "1");
        expect("HTTL h FIELDS 5 a b c d e", "[10, 10, -1, 20, 20]");
        redis.pass(10_001);
        expect("HSETEX h FXX FIELDS 1 a x", "0");
        expect("HSETEX h FNX FIELDS 1 a x", "1");
    }

    @Test
    void hsetexIntoThePastDeletes() {
        expect("HSETEX h EXAT 999999 FIELDS 2 a x d x", "1");
        expect("HMGET h a b d", "[nil, 2, nil]");
        expect("HSETEX new PX 0 FIELDS 1 a x", "1");
        expect("EXISTS new", "0");
        assertThat(redis.events).containsExactly("hset h", "hdel h", "hset new", "hdel new", "del new");
    }

    @Test
    void changesGiveTheirEvents() {
        redis.run("HEXPIRE h 10 FIELDS 3 a b nope");
        redis.run("HEXPIRE h 10 NX FIELDS 2 a nope");
        redis.run("HPERSIST h FIELDS 2 a c");
        redis.run("HPERSIST h FIELDS 1 a");
        redis.run("HGETEX h EX 10 FIELDS 1 a");
        redis.run("HGETEX h PERSIST FIELDS 1 a");
        redis.run("HGETEX h PERSIST FIELDS 1 a");
        redis.run("HSETEX h EX 5 FIELDS 1 a 1");
        redis.run("HEXPIRE h 0 FIELDS 1 b");
        redis.run("HEXPIRE h 0 FIELDS 2 a c");
        assertThat(redis.events)
                .containsExactly(
                        "hexpire h",
                        "hpersist h",
                        "hexpire h",
                        "hpersist h",
                        "hset h",
                        "hexpire h",
                        "hdel h",
                        "hdel h",
                        "del h");
    }

    @Test
    void timesHaveTheirBounds() {
        expect("HPEXPIREAT h " + FURTHEST + " FIELDS 1 a", "[1]");
        expect("HPEXPIRETIME h FIELDS 1 a", "[" + FURTHEST + "]");
        expect("HEXPIREAT h " + FURTHEST / 1000 + " FIELDS 1 a", "[1]");
        expect("HPEXPIRE h " + (FURTHEST - NOW) + " FIELDS 1 a", "[1]");
        expect("HPEXPIREAT h " + (FURTHEST + 1) + " FIELDS 1 a", tooFar("hpexpireat"));
        expect("HEXPIREAT h " + (FURTHEST / 1000 + 1) + " FIELDS 1 a", tooFar("hexpireat"));
        expect("HPEXPIRE h " + (FURTHEST - NOW + 1) + " FIELDS 1 a", tooFar("hpexpire"));
        expect("HEXPIRE h " + FURTHEST / 1000 + " FIELDS 1 a", tooFar("hexpire"));
        expect("HEXPIRE h " + Long.MAX_VALUE + " FIELDS 1 a", tooFar("hexpire"));
        expect("HGETEX h EX " + Long.MAX_VALUE + " FIELDS 1 a", tooFar("hgetex"));
        expect("HSETEX h PXAT " + (FURTHEST + 1) + " FIELDS 1 a 1", tooFar("hsetex"));
        for (String call :
                new String[] {"HEXPIRE h -1 FIELDS 1 a", "HGETEX h PX -1 FIELDS 1 a", "HSETEX h EXAT -1 1"}) {
            expect(call + (call.endsWith(" 1") ? " a b" : ""), "ERR invalid expire time, must be >= 0");
        }
        expect("HEXPIRE h x FIELDS 1 a", "ERR value is not an integer or out of range");
        expect("HPTTL h FIELDS 1 a", "[" + (FURTHEST - NOW) + "]");
    }

    private static String tooFar(String command) {
        return "ERR invalid expire time in '" + command + "' command";
    }

    @Test
    void walksWithoutValues() {
        expect("HSCAN h 0 NOVALUES", maxListpackEntries == 0 ? null : "[0, [a, b, c]]");
        expect("HSCAN h 0 MATCH b novalues COUNT 100", "[0, [b]]");
        expect("HSCAN h 0 MATCH NOVALUES COUNT 100", "[0, []]");
        expect("SCAN 0 NOVALUES", "ERR syntax error");
    }

    @Test
    void drawsAreBounded() {
        expect("HRANDFIELD none -9223372036854775807", "[]");
        expect(
                "HRANDFIELD h -1048577",
                "ERR value is out of range, value must between -1048576 and 9223372036854775807");
        assertThat(redis.run("HRANDFIELD h -1048576 WITHVALUES")).hasSizeGreaterThan(4 * 1048576);
    }

    /** A reply of null stands for one whose order cannot be told. */
    private void expect(String command, String reply) {
        String actual = redis.run(command);
        if (reply != null) {
            assertThat(actual).as(command).isEqualTo(reply);
        }
    }
}
