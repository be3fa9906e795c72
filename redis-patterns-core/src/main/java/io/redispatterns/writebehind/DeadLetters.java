package io.redispatterns.writebehind;

import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The dead letters of all shards. */
final class DeadLetters<V> {

    private static final Pattern KEY = Pattern.compile("(?<shard>\\d{1,4}):(?<entry>\\d{1,20}-\\d{1,20})");

    private final RedisGateway gateway;
    private final List<Shard> shards;
    private final Intents<V> intents;
    private final Waking waking;

    DeadLetters(RedisGateway gateway, List<Shard> shards, Intents<V> intents, Waking waking) {
        this.gateway = gateway;
        this.shards = shards;
        this.intents = intents;
        this.waking = waking;
    }

    List<DeadLetter<V>> list(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is above zero, not " + limit);
        }
        List<RedisValue> replies = gateway.pipeline(
                shards.stream().map(shard -> shard.deadLetters(limit)).toList());
        List<DeadLetter<V>> letters = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            for (RedisValue entry : replies.get(i).asList()) {
                letters.add(decode(shards.get(i), entry.asList()));
            }
        }
        return letters.stream()
                .sorted(Comparator.comparing(DeadLetter::diedAt))
                .limit(limit)
                .toList();
    }

    Replay replay(String key) {
        Matcher parts = parse(key);
        Shard shard = shard(parts);
        List<RedisValue> reply =
                gateway.call(shard.replay(parts.group("entry"))).asList();
        return switch ((int) reply.get(0).asLong()) {
            case 0 -> {
                waking.wake(shard.number(), 0);
                yield new Replay.Accepted(version(reply.get(1)));
            }
            case 1 -> new Replay.Superseded(version(reply.get(1)));
            default -> new Replay.Missing();
        };
    }

    boolean discard(String key) {
        Matcher parts = parse(key);
        return gateway.call(shard(parts).discard(parts.group("entry"))).asBoolean();
    }

    private Matcher parse(String key) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches() || Integer.parseInt(parts.group("shard")) >= shards.size()) {
            throw new IllegalArgumentException("a dead letter's key is such as 3:1763730000000-0, with a shard below "
                    + shards.size() + ", not \"" + key + "\"");
        }
        return parts;
    }

    private Shard shard(Matcher parts) {
        return shards.get(Integer.parseInt(parts.group("shard")));
    }

    private DeadLetter<V> decode(Shard shard, List<RedisValue> entry) {
        String entryId = entry.get(0).asString();
        Map<String, RedisValue> fields = new HashMap<>();
        List<RedisValue> flat = entry.get(1).asList();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(flat.get(i).asString(), flat.get(i + 1));
        }
        byte[] content = field(fields, "content").asBytes();
        return new DeadLetter<>(
                shard.number() + ":" + entryId,
                Ids.decode(field(fields, "id").asBytes()),
                Intents.isRemoval(content, 0) ? DeadLetter.Kind.REMOVE : DeadLetter.Kind.PUT,
                valueOrNull(content),
                version(field(fields, "version")),
                (int) number(fields, "attempts"),
                Instant.ofEpochMilli(number(fields, "since")),
                Instant.ofEpochMilli(Long.parseLong(entryId.substring(0, entryId.indexOf('-')))),
                field(fields, "cause").asString());
    }

    private @Nullable V valueOrNull(byte[] content) {
        try {
            return intents.value(content, 0);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static long number(Map<String, RedisValue> fields, String name) {
        return Long.parseLong(field(fields, name).asString());
    }

    private static long version(RedisValue text) {
        return Version.parse(text.asString());
    }

    private static RedisValue field(Map<String, RedisValue> fields, String name) {
        return fields.getOrDefault(name, RedisValue.Nil.NIL);
    }
}
