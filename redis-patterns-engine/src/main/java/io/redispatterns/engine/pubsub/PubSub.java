package io.redispatterns.engine.pubsub;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Dict;
import io.redispatterns.engine.util.Glob;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who listens to which channels and patterns. Used under the engine's lock. */
public final class PubSub {

    private static final class Audience extends Dict.KeyNode {
        private final Set<Subscriber> subscribers = new LinkedHashSet<>();

        Audience(byte[] name) {
            super(name);
        }

        void push(Reply message) {
            // A subscriber that cannot take it may be disconnected on the spot, which changes the set.
            List.copyOf(subscribers).forEach(subscriber -> subscriber.push(message));
        }
    }

    private final Map<Topic, Dict<Audience>> audiences = new EnumMap<>(Topic.class);

    /** Makes a hub that nobody listens to yet. */
    public PubSub() {
        for (Topic topic : Topic.values()) {
            audiences.put(topic, new Dict<>());
        }
    }

    /**
     * Gives a message to all who listen to the channel, and to all who listen to a pattern that matches it. O(N + M), when N is the
     * number of the channel's subscribers and M that of all patterns.
     *
     * @return how many took it; who listens twice takes it twice
     */
    public int publish(byte[] channel, byte[] message) {
        Reply name = Reply.of(channel);
        Reply content = Reply.of(message);
        int receivers = tell(Topic.CHANNEL, channel, name, content);
        List<Audience> matching = new ArrayList<>(0);
        of(Topic.PATTERN).forEach(audience -> {
            if (Glob.matches(audience.key(), channel)) {
                matching.add(audience);
            }
        });
        for (Audience audience : matching) {
            receivers += audience.subscribers.size();
            audience.push(new Reply.Push(
                    List.of(Reply.of(Topic.PATTERN.message()), Reply.of(audience.key()), name, content)));
        }
        return receivers;
    }

    /** Whether nobody listens to any channel or pattern. */
    public boolean isSilent() {
        return of(Topic.CHANNEL).isEmpty() && of(Topic.PATTERN).isEmpty();
    }

    /** Gives a message to all who listen to the shard channel, and returns how many took it. O(N). */
    public int publishToShard(byte[] channel, byte[] message) {
        return tell(Topic.SHARD_CHANNEL, channel, Reply.of(channel), Reply.of(message));
    }

    private int tell(Topic topic, byte[] channel, Reply name, Reply content) {
        Audience audience = of(topic).find(channel);
        if (audience == null) {
            return 0;
        }
        int receivers = audience.subscribers.size();
        audience.push(new Reply.Push(List.of(Reply.of(topic.message()), name, content)));
        return receivers;
    }

    /** What is listened to, in no order. O(N). */
    public List<byte[]> names(Topic topic) {
        List<byte[]> names = new ArrayList<>();
        of(topic).forEach(audience -> names.add(audience.key()));
        return names;
    }

    /** How many different ones are listened to. */
    public int count(Topic topic) {
        return of(topic).size();
    }

    /** How many listen to this one by its name. */
    public int subscribers(Topic topic, byte[] name) {
        Audience audience = of(topic).find(name);
        return audience == null ? 0 : audience.subscribers.size();
    }

    void add(Topic topic, byte[] name, Subscriber subscriber) {
        Audience audience = of(topic).find(name);
        if (audience == null) {
            audience = new Audience(name);
            of(topic).insert(audience);
        }
        audience.subscribers.add(subscriber);
    }

    void remove(Topic topic, byte[] name, Subscriber subscriber) {
        Audience audience = of(topic).find(name);
        if (audience != null && audience.subscribers.remove(subscriber) && audience.subscribers.isEmpty()) {
            of(topic).remove(name);
        }
    }

    private Dict<Audience> of(Topic topic) {
        Dict<Audience> audience = audiences.get(topic);
        if (audience == null) {
            throw new IllegalStateException("no audiences for " + topic);
        }
        return audience;
    }
}
