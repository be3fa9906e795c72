package io.redispatterns.engine.pubsub;

import io.redispatterns.engine.util.Dict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one subscriber listens to. Used under the engine's lock. */
public final class Subscriptions {

    private static final class Name extends Dict.KeyNode {
        Name(byte[] name) {
            super(name);
        }
    }

    private final PubSub pubSub;
    private final Subscriber subscriber;
    private final Map<Topic, Dict<Name>> names = new EnumMap<>(Topic.class);
    private int size;

    /** Makes the subscriptions of somebody who does not listen to anything yet. */
    public Subscriptions(PubSub pubSub, Subscriber subscriber) {
        this.pubSub = pubSub;
        this.subscriber = subscriber;
    }

    /** Begins to listen; nothing happens when the subscriber does so already. O(1). */
    public void add(Topic topic, byte[] name) {
        Dict<Name> own = names.computeIfAbsent(topic, t -> new Dict<>());
        if (own.find(name) == null) {
            own.insert(new Name(name));
            size++;
            pubSub.add(topic, name, subscriber);
        }
    }

    /** Ends to listen; nothing happens when the subscriber did not. O(1). */
    public void remove(Topic topic, byte[] name) {
        Dict<Name> own = names.get(topic);
        if (own != null && own.remove(name) != null) {
            size--;
            pubSub.remove(topic, name, subscriber);
        }
    }

    /** Ends all listening. */
    public void clear() {
        for (Topic topic : Topic.values()) {
            names(topic).forEach(name -> remove(topic, name));
        }
    }

    /** What the subscriber listens to, in no order. O(N). */
    public List<byte[]> names(Topic topic) {
        List<byte[]> all = new ArrayList<>();
        Dict<Name> own = names.get(topic);
        if (own != null) {
            own.forEach(name -> all.add(name.key()));
        }
        return all;
    }

    /** How many the subscriber listens to. */
    public int count(Topic topic) {
        Dict<Name> own = names.get(topic);
        return own == null ? 0 : own.size();
    }

    /** Whether the subscriber listens to anything. */
    public boolean isEmpty() {
        return size == 0;
    }
}
