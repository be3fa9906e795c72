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
 * It lies in a hash with what is noted about tags; a copy of the marks lies under a key of its own, so that one MGET reads
 * entries and marks.
 */
final class Generations {

    private static final Command GENERATION = Command.of(Script.resource(Generations.class, "generation.lua"));
    private static final Command GET = Command.of("GET");
    private static final Command HMGET = Command.of("HMGET");
    private static final byte[] MARKS = "marks".getBytes(UTF_8);
    private static final int MAX_REMEMBERED_TAGS = 10_000;

    private final RedisGateway gateway;
    private final byte[] key;
    private final byte[] marksKey;
    private final Command readMarks;
    private volatile Known known = new Known(new byte[0], new Marks(0, 0, 0, 0));
    private volatile Tags tags = new Tags(-1, new ConcurrentHashMap<>());

    /** The marks as they were read last. */
    private record Known(byte[] text, Marks marks) {}

    /** The bounds of single tags, as of some invalidation or a later one. */
    private record Tags(long tagged, Map<String, Bounds> bounds) {}

    Generations(RedisGateway gateway, KeyTemplate keys) {
        this.gateway = gateway;
        this.key = keys.key("generations");
        this.marksKey = keys.key("marks");
        this.readMarks = GET.key(marksKey);
    }

    /** The key of the copy of the marks, which changes with every generation. Its value is a reply to {@link #readMarks}. */
    byte[] marksKey() {
        return marksKey;
    }

    /** The command that reads the marks, for {@link #marks(RedisValue)}. */
    Command readMarks() {
        return readMarks;
    }

    /** The marks that were seen last; of no use before any were. */
    Marks lastKnown() {
        return known.marks();
    }

    /** The marks in a reply to {@link #readMarks}. If there is none the copy is made anew, or a first generation begins. */
    Marks marks(RedisValue reply) {
        return known(reply.isNil() ? gateway.call(begin("none", List.of())).asBytes() : reply.asBytes());
    }

    /** The command that reads the marks and what was done about tags, for {@link #marks(RedisValue, List)}. */
    Command read(List<String> someTags) {
        List<byte[]> fields = new ArrayList<>(fields("r:", someTags));
        fields.addAll(fields("e:", someTags));
        fields.add(MARKS);
        return HMGET.key(key).args(fields);
    }

    /** The marks in a reply to {@link #read}; the bounds of the tags are remembered if they are as of those marks. */
    Marks marks(RedisValue reply, List<String> someTags) {
        List<RedisValue> values = reply.asList();
        RedisValue text = values.get(values.size() - 1);
        Marks marks = marks(text);
        Tags known = asOf(marks.tagged());
        // What is known as of a later invalidation is not to be replaced by this, and marks that begin a new state are
        // later.
        if (!text.isNil() && known.tagged() == marks.tagged()) {
            remember(someTags, values, marks, known.bounds());
        }
        return marks;
    }

    /** The command that makes every entry count as removed. */
    Command toRemove() {
        return begin("removed", List.of());
    }

    /** The command that makes every entry count as expired. */
    Command toExpire() {
        return begin("expired", List.of());
    }

    /** The command that makes the entries with some tags count as removed, and those with others as expired. */
    Command toInvalidate(Collection<String> removed, Collection<String> expired) {
        List<byte[]> fields = new ArrayList<>(fields("r:", removed));
        fields.addAll(fields("e:", expired));
        return begin("tagged", fields);
    }

    /** The bounds for an entry of a generation and with tags, as of the marks or later. May ask Redis for the tags. */
    Bounds bounds(long generation, List<String> entryTags, Marks marks) {
        Bounds bounds = marks.bounds();
        if (entryTags.isEmpty() || generation >= marks.tagged()) {
            return bounds;
        }
        Map<String, Bounds> knownTags = asOf(marks.tagged()).bounds();
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

    /** Whether an entry of a generation and with tags was neither removed nor expired by the marks or later ones. */
    boolean isCurrent(long generation, List<String> entryTags, Marks marks) {
        Bounds bounds = bounds(generation, entryTags, marks);
        return generation >= bounds.removed() && generation >= bounds.expired();
    }

    private Tags asOf(long tagged) {
        Tags current = tags;
        if (current.tagged() < tagged || current.bounds().size() > MAX_REMEMBERED_TAGS) {
            current = new Tags(Math.max(tagged, current.tagged()), new ConcurrentHashMap<>());
            tags = current;
        }
        return current;
    }

    /** The marks are read with the tags: those of a state that was lost meanwhile are lost with it. */
    private void readTags(List<String> unknown, Map<String, Bounds> into) {
        List<RedisValue> values = gateway.call(read(unknown)).asList();
        remember(unknown, values, marks(values.get(values.size() - 1)), into);
    }

    private static void remember(
            List<String> someTags, List<RedisValue> values, Marks marks, Map<String, Bounds> into) {
        for (int i = 0; i < someTags.size(); i++) {
            Bounds bounds = new Bounds(number(values.get(i)), number(values.get(someTags.size() + i)));
            into.put(someTags.get(i), bounds.and(marks.bounds()));
        }
    }

    private static long number(RedisValue value) {
        return value.isNil() ? 0 : Long.parseLong(value.asString());
    }

    private static List<byte[]> fields(String prefix, Collection<String> tags) {
        return tags.stream().map(tag -> (prefix + tag).getBytes(UTF_8)).toList();
    }

    private Command begin(String mark, List<byte[]> fields) {
        return GENERATION.key(key).key(marksKey).arg(mark).args(fields);
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
