package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The generations of a cache: a counter in Redis that every invalidation of a tag or of the whole cache moves on, so that
 * it costs O(1) however many entries there are. A value belongs to the generation that was the latest before its load
 * began; it counts as removed or expired if a later invalidation was about it.
 *
 * <p>The counter follows the server's clock in µs and never goes back. If it is lost, everything before counts as removed.
 */
final class Generations {

    private static final Command GENERATION = Command.of(Script.resource(Generations.class, "generation.lua"));
    private static final Command HGET = Command.of("HGET");
    private static final Command HMGET = Command.of("HMGET");
    private static final int MAX_REMEMBERED_TAGS = 10_000;

    private final RedisGateway gateway;
    private final Changes changes;
    private final byte[] key;
    private final Command readMarks;
    private volatile Known known = new Known(new byte[0], new Marks(0, 0, 0, 0));
    private volatile Tags tags = new Tags(-1, new ConcurrentHashMap<>());

    /** The marks as they were read last. */
    private record Known(byte[] text, Marks marks) {}

    /** The bounds of single tags, as of some invalidation or a later one. */
    private record Tags(long tagged, Map<String, Bounds> bounds) {}

    Generations(RedisGateway gateway, Changes changes, KeyTemplate keys) {
        this.gateway = gateway;
        this.changes = changes;
        this.key = keys.key("generations");
        this.readMarks = HGET.key(key).arg("marks");
    }

    byte[] key() {
        return key;
    }

    /** The command that reads the marks, for {@link #marks(RedisValue)}. */
    Command readMarks() {
        return readMarks;
    }

    /** The marks that were seen last; of no use before any were. */
    Marks lastKnown() {
        return known.marks();
    }

    /** The marks in a reply to {@link #readMarks}; those of a first generation if there is none. */
    Marks marks(RedisValue reply) {
        return reply.isNil() ? begin("none", List.of()) : known(reply.asBytes());
    }

    /** Makes every entry count as removed. */
    Marks remove() {
        return begin("removed", List.of());
    }

    /** Makes every entry count as expired. */
    Marks expire() {
        return begin("expired", List.of());
    }

    /** Makes the entries with any of these tags count as removed. */
    Marks remove(Collection<String> tags) {
        return begin("tagged", fields("r:", tags));
    }

    /** Makes the entries with any of these tags count as expired. */
    Marks expire(Collection<String> tags) {
        return begin("tagged", fields("e:", tags));
    }

    /** The bounds for an entry of a generation and with tags, as of the marks or later. May ask Redis for the tags. */
    Bounds bounds(long generation, List<String> entryTags, Marks marks) {
        Bounds bounds = marks.bounds();
        if (entryTags.isEmpty() || generation >= marks.tagged()) {
            return bounds;
        }
        Map<String, Bounds> knownTags = asOf(marks.tagged());
        List<String> unknown =
                entryTags.stream().filter(tag -> !knownTags.containsKey(tag)).toList();
        if (!unknown.isEmpty()) {
            readTags(unknown, knownTags);
        }
        for (String tag : entryTags) {
            bounds = bounds.and(knownTags.getOrDefault(tag, Bounds.NONE));
        }
        return bounds;
    }

    private Map<String, Bounds> asOf(long tagged) {
        Tags current = tags;
        if (current.tagged() < tagged || current.bounds().size() > MAX_REMEMBERED_TAGS) {
            current = new Tags(Math.max(tagged, current.tagged()), new ConcurrentHashMap<>());
            tags = current;
        }
        return current.bounds();
    }

    private void readTags(List<String> unknown, Map<String, Bounds> into) {
        List<byte[]> fields = new ArrayList<>(fields("r:", unknown));
        fields.addAll(fields("e:", unknown));
        List<RedisValue> values = gateway.call(HMGET.key(key).args(fields)).asList();
        for (int i = 0; i < unknown.size(); i++) {
            into.put(unknown.get(i), new Bounds(number(values.get(i)), number(values.get(unknown.size() + i))));
        }
    }

    private static long number(RedisValue value) {
        return value.isNil() ? 0 : Long.parseLong(value.asString());
    }

    private static List<byte[]> fields(String prefix, Collection<String> tags) {
        return tags.stream().map(tag -> (prefix + tag).getBytes(UTF_8)).toList();
    }

    private Marks begin(String mark, List<byte[]> fields) {
        return known(
                changes.make(GENERATION.key(key).arg(mark).args(fields), key).asBytes());
    }

    private Marks known(byte[] text) {
        Known last = known;
        if (Arrays.equals(last.text(), text)) {
            return last.marks();
        }
        Marks marks = Marks.parse(new String(text, UTF_8));
        known = new Known(text, marks);
        return marks;
    }
}
