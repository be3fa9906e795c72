package io.redispatterns.engine.command.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random commands on one hash whose fields expire, and on a map from fields to values and times, which must stay equal: as a listpack,
 * as a hash table, and crossing over, while time passes.
 */
class HashExpiryModelTest {

    private static final int STEPS = 3_000;
    private static final int FIELDS = 30;
    private static final long NEVER = Long.MAX_VALUE;

    private record Field(String value, long expiry) {}

    private final Map<String, Field> model = new TreeMap<>();
    private long now = 1_000_000_000;
    private String when = "";
    private SplittableRandom random = new SplittableRandom();

    @ParameterizedTest(name = "seed {0}, at most {1} fields in a listpack")
    @CsvSource({"1, 1000", "2, 1000", "3, 0", "4, 0", "5, 12", "6, 15", "7, 18"})
    void equalsAMap(long seed, int maxListpackEntries) {
        random = new SplittableRandom(seed);
        try (HashEngine redis = new HashEngine(maxListpackEntries)) {
            for (int step = 0; step < STEPS; step++) {
                when = "seed " + seed + ", step " + step;
                step(redis);
                check(redis);
            }
        }
    }

    private void step(HashEngine redis) {
        String field = "f" + random.nextInt(FIELDS);
        switch (random.nextInt(18)) {
            case 0, 1, 2 -> set(redis, field);
            case 3 -> setIfAbsent(redis, field);
            case 4 -> expect(model.remove(field) == null ? "0" : "1", redis.run("HDEL h " + field));
            case 5 -> increment(redis, field);
            case 6, 7, 8 -> expire(redis, field);
            case 9 -> persist(redis, field);
            case 10 -> setWithExpiry(redis, field);
            case 11 -> setKeepingExpiry(redis, field);
            case 12 -> getAndExpire(redis, field);
            case 13 -> expect("[" + value(model.remove(field)) + "]", redis.run("HGETDEL h FIELDS 1 " + field));
            case 14 -> wander(redis);
            case 15 -> setMany(redis);
            default -> pass(redis);
        }
    }

    private void set(HashEngine redis, String field) {
        String value = newValue();
        expect(
                model.put(field, new Field(value, NEVER)) == null ? "1" : "0",
                redis.run("HSET h " + field + " " + value));
    }

    private void setMany(HashEngine redis) {
        StringBuilder call = new StringBuilder("HSET h");
        long before = model.size();
        for (int i = 0; i < FIELDS / 3; i++) {
            String field = "f" + random.nextInt(FIELDS);
            model.put(field, new Field("1", NEVER));
            call.append(' ').append(field).append(" 1");
        }
        expect(Long.toString(model.size() - before), redis.run(call.toString()));
    }

    private void setIfAbsent(HashEngine redis, String field) {
        String value = newValue();
        expect(
                model.putIfAbsent(field, new Field(value, NEVER)) == null ? "1" : "0",
                redis.run("HSETNX h " + field + " " + value));
    }

    private void increment(HashEngine redis, String field) {
        Field old = model.getOrDefault(field, new Field("0", NEVER));
        Field sum = new Field(Long.toString(Long.parseLong(old.value) + 7), old.expiry);
        model.put(field, sum);
        expect(sum.value, redis.run("HINCRBY h " + field + " 7"));
    }

    private void expire(HashEngine redis, String field) {
        long time = now + random.nextInt(-3, 60);
        String condition = List.of("", " NX", " XX", " GT", " LT").get(random.nextInt(5));
        String other = "f" + random.nextInt(FIELDS);
        String outcomes = Stream.of(field, other)
                .map(name -> expired(name, time, condition.trim()))
                .toList()
                .toString();
        expect(outcomes, redis.run("HPEXPIREAT h " + time + condition + " FIELDS 2 " + field + " " + other));
    }

    private String expired(String name, long time, String condition) {
        Field field = model.get(name);
        if (field == null) {
            return "-2";
        }
        boolean allowed = switch (condition) {
            case "NX" -> field.expiry == NEVER;
            case "XX" -> field.expiry != NEVER;
            case "GT" -> time > field.expiry;
            case "LT" -> time < field.expiry;
            default -> true;
        };
        if (!allowed) {
            return "0";
        }
        putOrRemove(name, field.value, time);
        return time <= now ? "2" : "1";
    }

    private void putOrRemove(String name, String value, long time) {
        if (time <= now) {
            model.remove(name);
        } else {
            model.put(name, new Field(value, time));
        }
    }

    private void persist(HashEngine redis, String name) {
        Field field = model.get(name);
        String outcome = field == null ? "-2" : field.expiry == NEVER ? "-1" : "1";
        model.computeIfPresent(name, (same, old) -> new Field(old.value, NEVER));
        expect("[" + outcome + "]", redis.run("HPERSIST h FIELDS 1 " + name));
    }

    private void setWithExpiry(HashEngine redis, String field) {
        String value = newValue();
        int millis = random.nextInt(40);
        String condition = List.of("", " FNX", " FXX").get(random.nextInt(3));
        boolean allowed = condition.isEmpty() || model.containsKey(field) == condition.equals(" FXX");
        if (allowed) {
            putOrRemove(field, value, now + millis);
        }
        expect(
                allowed ? "1" : "0",
                redis.run("HSETEX h PX " + millis + condition + " FIELDS 1 " + field + " " + value));
    }

    private void setKeepingExpiry(HashEngine redis, String field) {
        String value = newValue();
        model.merge(field, new Field(value, NEVER), (old, fresh) -> new Field(value, old.expiry));
        expect("1", redis.run("HSETEX h KEEPTTL FIELDS 1 " + field + " " + value));
    }

    private void getAndExpire(HashEngine redis, String name) {
        Field field = model.get(name);
        int millis = random.nextInt(40);
        if (field != null) {
            putOrRemove(name, field.value, now + millis);
        }
        expect("[" + value(field) + "]", redis.run("HGETEX h PX " + millis + " FIELDS 1 " + name));
    }

    /** Takes the hash elsewhere and back. */
    private void wander(HashEngine redis) {
        if (model.isEmpty()) {
            return;
        }
        List<String> way = switch (random.nextInt(4)) {
            case 0 -> List.of("RENAME h g", "RENAME g h");
            case 1 -> List.of("COPY h g", "DEL h", "COPY g h", "DEL g");
            case 2 -> List.of("MOVE h 1", "SELECT 1", "MOVE h 0", "SELECT 0");
            default -> List.of("SWAPDB 0 1", "SET h other", "SWAPDB 0 1", "SWAPDB 1 2", "FLUSHALL", "HSET h x y");
        };
        way.forEach(redis::run);
        if (way.get(0).equals("SWAPDB 0 1")) {
            model.clear();
            model.put("x", new Field("1", NEVER));
            redis.run("HSET h x 1");
        }
    }

    private void pass(HashEngine redis) {
        int millis = random.nextInt(12);
        now += millis;
        redis.pass(millis);
        model.values().removeIf(field -> field.expiry < now);
        if (random.nextBoolean()) {
            redis.tick();
            assertThat(redis.keyspace().database(0).size()).as(when).isEqualTo(model.isEmpty() ? 0 : 1);
        }
    }

    private String newValue() {
        return Integer.toString(random.nextInt() >> random.nextInt(32));
    }

    private static String value(@Nullable Field field) {
        return field == null ? "nil" : field.value;
    }

    private void expect(String expected, String actual) {
        assertThat(actual).as(when).isEqualTo(expected);
    }

    private void check(HashEngine redis) {
        expect(Integer.toString(model.size()), redis.run("HLEN h"));
        String names = Stream.concat(
                        Stream.of("x"),
                        Stream.iterate(0, i -> i < FIELDS, i -> i + 1).map(i -> "f" + i))
                .collect(Collectors.joining(" "));
        List<Field> fields = Arrays.stream(names.split(" ")).map(model::get).toList();
        expect(fields.stream().map(HashExpiryModelTest::value).toList().toString(), redis.run("HMGET h " + names));
        expect(
                fields.stream().map(HashExpiryModelTest::expiry).toList().toString(),
                redis.run("HPEXPIRETIME h FIELDS " + fields.size() + " " + names));
        expect(
                Long.toString(fields.stream().filter(Objects::nonNull).count()),
                Long.toString(redis.run("HKEYS h")
                        .chars()
                        .filter(c -> c == 'f' || c == 'x')
                        .count()));
    }

    private static long expiry(@Nullable Field field) {
        return field == null ? -2 : field.expiry == NEVER ? -1 : field.expiry;
    }
}
