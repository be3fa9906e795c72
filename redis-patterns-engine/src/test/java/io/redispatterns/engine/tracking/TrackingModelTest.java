package io.redispatterns.engine.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.util.ManualTimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Clients that keep what they have read and drop what they are told to: whatever one of them still holds is what the engine holds, and
 * nobody is told twice of one change.
 */
class TrackingModelTest {

    private static final int CLIENTS = 4;
    private static final int OPERATIONS = 20_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final ManualTimeSource time = new ManualTimeSource();
    private final List<Caching> clients = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private int lastValue;

    /** A client and its cache. */
    private static final class Caching {
        private final CapturingSession session;
        private final boolean noLoop;
        private final Map<String, Reply> cache = new HashMap<>();

        Caching(RedisEngine engine, boolean noLoop) {
            this.session = new CapturingSession(engine.dispatcher());
            this.noLoop = noLoop;
            session.speak(RespVersion.RESP3);
            session.send("CLIENT", "TRACKING", "ON", noLoop ? "NOLOOP" : "OPTOUT");
            session.poll();
        }

        /** Takes what has come: at most one reply and any messages. */
        Reply take(String what) {
            Reply answer = Reply.NONE;
            for (Reply reply = session.poll(); reply != null; reply = session.poll()) {
                if (reply instanceof Reply.Push push) {
                    drop(push.items().get(1), what);
                } else {
                    assertThat(answer).as(what).isEqualTo(Reply.NONE);
                    answer = reply;
                }
            }
            return answer;
        }

        private void drop(Reply keys, String what) {
            if (keys == Reply.NIL) {
                cache.clear();
                return;
            }
            for (Reply key : ((Reply.Array) keys).items()) {
                assertThat(cache.remove(text(key)))
                        .as("%s: client %d is told of %s, which it does not hold", what, session.id(), text(key))
                        .isNotNull();
            }
        }
    }

    @Test
    void whatIsCachedIsTrue() {
        EngineConfig config = EngineConfig.custom()
                .time(time)
                .set("tracking-table-max-keys", "5")
                .build();
        try (RedisEngine engine = RedisEngine.open(config);
                CapturingSession observer = new CapturingSession(engine.dispatcher())) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Caching(engine, i == 0));
            }
            for (int i = 0; i < OPERATIONS; i++) {
                time.advance(Duration.ofMillis(random.nextInt(3)));
                step(clients.get(random.nextInt(CLIENTS)));
                engine.dispatcher().tick();
                String what =
                        "seed " + seed + ", after " + history.subList(Math.max(0, history.size() - 8), history.size());
                clients.forEach(client -> client.take(what));
                check(observer, engine.dispatcher().engine().clients().tracking(), what);
            }
        }
    }

    private void step(Caching client) {
        String key = key();
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> read(client, key);
            case 4 -> readUncached(client, key);
            case 5 -> run(client, List.of(key), "SET", key, newValue());
            case 6 -> run(client, List.of(key), "SET", key, newValue(), "PX", Integer.toString(1 + random.nextInt(20)));
            case 7 -> run(client, List.of(key), "DEL", key);
            case 8 -> {
                String other = key();
                run(client, key.equals(other) ? List.of() : List.of(key, other), "RENAME", key, other);
            }
            case 9 -> run(client, List.of(key), "EVAL", "return redis.call('APPEND',KEYS[1],'x')", "1", key);
            case 10 -> transaction(client, key);
            default -> {
                if (random.nextInt(20) == 0) {
                    send(client, "FLUSHALL");
                }
            }
        }
    }

    private void read(Caching client, String key) {
        Reply value = send(client, "GET", key);
        client.cache.put(key, value);
    }

    /** Replaces nothing in the cache: what the client holds of the key was true before and is true now. */
    private void readUncached(Caching client, String key) {
        if (!client.noLoop) {
            send(client, "CLIENT", "CACHING", "NO");
            send(client, "GET", key);
        }
    }

    /** A client that is not told of its own changes drops what it changes itself. */
    private void run(Caching client, List<String> changed, String... words) {
        Reply reply = send(client, words);
        boolean hasChanged = !(reply instanceof Reply.ErrorReply) && !reply.equals(Reply.ZERO);
        if (client.noLoop && hasChanged) {
            changed.forEach(client.cache::remove);
        } else if (client.noLoop && client.cache.get(words[1]) instanceof Reply.Bulk) {
            // The command has met a key whose time was up, and its client is not told even of that.
            client.cache.remove(words[1]);
        }
    }

    private void transaction(Caching client, String key) {
        String other = key();
        if (other.equals(key)) {
            return;
        }
        send(client, "MULTI");
        send(client, "GET", other);
        send(client, "SET", key, newValue());
        Reply.Array replies = (Reply.Array) send(client, "EXEC");
        if (client.noLoop) {
            client.cache.remove(key);
        }
        client.cache.put(other, replies.items().get(0));
    }

    /** The messages that come before the reply are about the past; what the reply says is newer. */
    private Reply send(Caching client, String... words) {
        history.add(client.session.id() + ": " + String.join(" ", words));
        client.session.send(words);
        return client.take("seed " + seed + ", " + history.get(history.size() - 1));
    }

    private void check(CapturingSession observer, Tracking tracking, String what) {
        Set<String> cached = new TreeSet<>();
        for (Caching client : clients) {
            client.cache.forEach((key, value) -> {
                observer.send("GET", key);
                assertThat(observer.poll())
                        .as("%s: %s of client %d", what, key, client.session.id())
                        .isEqualTo(value);
                cached.add(key);
            });
        }
        clients.forEach(client -> client.take(what));
        cached.retainAll(stillCached());
        assertThat(tracking.keyCount()).as(what).isGreaterThanOrEqualTo(cached.size());
    }

    /** The observer's reading may have found too many keys in the table. */
    private Set<String> stillCached() {
        Set<String> keys = new TreeSet<>();
        clients.forEach(client -> keys.addAll(client.cache.keySet()));
        return keys;
    }

    /** Every value is new, so that no change goes unseen. */
    private String newValue() {
        return "v" + ++lastValue;
    }

    private String key() {
        return "k" + random.nextInt(8);
    }

    private static String text(Reply bulk) {
        return new String(((Reply.Bulk) bulk).bytes(), StandardCharsets.UTF_8);
    }
}
