package io.redispatterns.engine.command.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.keyspace.KeyspaceInvariants;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.ManualTimeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random commands on one hash and on a map, which must stay equal: as a listpack, as a hash table, and crossing over. */
class HashModelTest {

    private static final int STEPS = 3000;
    private static final String KEY = "hash";

    private final Map<String, String> model = new LinkedHashMap<>();
    private boolean packed = true;
    private String when = "";

    @ParameterizedTest(name = "seed {0}, at most {1} entries of {2} bytes in a listpack")
    @CsvSource({"1, 100000, 100000", "2, 100000, 100000", "3, 0, 64", "4, 0, 64", "5, 20, 12", "6, 40, 64", "7, 100, 8"
    })
    void equalsAMap(long seed, int maxEntries, int maxValue) {
        EngineConfig config = EngineConfig.custom()
                .time(new ManualTimeSource())
                .set("hash-max-listpack-entries", Integer.toString(maxEntries))
                .set("hash-max-listpack-value", Integer.toString(maxValue))
                .build();
        SplittableRandom random = new SplittableRandom(seed);
        try (RedisEngine engine = RedisEngine.open(config);
                EngineSession session = engine.session()) {
            for (int step = 0; step < STEPS; step++) {
                when = "seed " + seed + ", step " + step;
                step(session, random);
                packed = model.isEmpty() || (packed && fits(maxEntries, maxValue));
                check(engine, session);
            }
        }
    }

    private boolean fits(int maxEntries, int maxValue) {
        return model.size() <= maxEntries
                && Stream.of(model.keySet(), model.values())
                        .flatMap(Collection::stream)
                        .allMatch(word -> word.length() <= maxValue);
    }

    /** Runs one command on both. */
    private void step(EngineSession session, SplittableRandom random) {
        String field = "f" + random.nextInt(60);
        String value = value(random);
        switch (random.nextInt(13)) {
            case 0, 1, 2 -> expect(Reply.of(model.put(field, value) == null), session.call("HSET", KEY, field, value));
            case 3 ->
                expect(Reply.of(model.putIfAbsent(field, value) == null), session.call("HSETNX", KEY, field, value));
            case 4, 5 -> expect(Reply.of(model.remove(field) != null), session.call("HDEL", KEY, field));
            case 6 -> deleteMany(session, random);
            case 7 -> expect(bulk(model.get(field)), session.call("HGET", KEY, field));
            case 8 -> expect(Reply.of(model.getOrDefault(field, "").length()), session.call("HSTRLEN", KEY, field));
            case 9 -> expect(Reply.of(model.containsKey(field)), session.call("HEXISTS", KEY, field));
            case 10 -> increment(session, field, random.nextInt(-1000, 1000));
            case 11 ->
                expect(
                        Reply.array(bulk(model.get(field)), bulk(model.get("f1"))),
                        session.call("HMGET", KEY, field, "f1"));
            default -> setTwo(session, field, value);
        }
    }

    private void expect(Reply expected, Reply actual) {
        assertThat(actual).as(when).isEqualTo(expected);
    }

    /** Deletes most fields, but rarely: else the hash would never be large. */
    private void deleteMany(EngineSession session, SplittableRandom random) {
        if (random.nextInt(10) > 0) {
            expect(Reply.of(model.size()), session.call("HLEN", KEY));
            return;
        }
        List<String> call = new ArrayList<>(List.of("HDEL", KEY, "f0"));
        for (int i = 1; i < 60; i++) {
            if (random.nextInt(20) < 19) {
                call.add("f" + i);
            }
        }
        long before = model.size();
        call.subList(2, call.size()).forEach(model::remove);
        expect(Reply.of(before - model.size()), session.call(call.toArray(String[]::new)));
    }

    private void increment(EngineSession session, String field, int increment) {
        Reply reply = session.call("HINCRBY", KEY, field, Integer.toString(increment));
        String old = model.getOrDefault(field, "0");
        if (!old.matches("0|-?[1-9][0-9]*")) {
            expect(new Reply.ErrorReply("ERR hash value is not an integer"), reply);
            return;
        }
        long sum = Long.parseLong(old) + increment;
        model.put(field, Long.toString(sum));
        expect(Reply.of(sum), reply);
    }

    private void setTwo(EngineSession session, String field, String value) {
        long before = model.size();
        model.put(field, value);
        model.put("f0", "zero");
        expect(Reply.of(model.size() - before), session.call("HSET", KEY, field, value, "f0", "zero"));
    }

    private static String value(SplittableRandom random) {
        return random.nextBoolean()
                ? Integer.toString(random.nextInt() >> random.nextInt(32))
                : "v".repeat(random.nextInt(random.nextInt(20) == 0 ? 70 : 8));
    }

    private static Reply bulk(@Nullable String value) {
        return value == null ? Reply.NIL : Reply.of(value);
    }

    private void check(RedisEngine engine, EngineSession session) {
        Map<String, String> content = content(session);
        if (packed) {
            assertThat(content.entrySet()).as(when).containsExactlyElementsOf(model.entrySet());
        } else {
            assertThat(content).as(when).isEqualTo(model);
        }
        engine.dispatcher().locked(() -> {
            Keyspace keyspace = engine.dispatcher().engine().keyspace();
            KeyspaceInvariants.check(keyspace);
            Entry entry = keyspace.database(0).peek(Bytes.of(KEY), 0);
            assertThat(entry == null).as(when).isEqualTo(model.isEmpty());
            assertThat(entry == null ? "listpack" : entry.value().encoding())
                    .as(when)
                    .isEqualTo(packed ? "listpack" : "hashtable");
        });
    }

    private static Map<String, String> content(EngineSession session) {
        List<Reply> items = ((Reply.MapReply) session.call("HGETALL", KEY)).items();
        Map<String, String> content = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i += 2) {
            content.put(text(items.get(i)), text(items.get(i + 1)));
        }
        assertThat(content).hasSize(items.size() / 2);
        return content;
    }

    private static String text(Reply reply) {
        return Bytes.text(((Reply.Bulk) reply).bytes());
    }
}
