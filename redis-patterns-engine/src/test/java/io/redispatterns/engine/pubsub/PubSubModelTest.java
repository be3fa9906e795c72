package io.redispatterns.engine.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random subscribing, leaving and publishing against sets of names. */
class PubSubModelTest {

    private static final int STEPS = 5000;
    private static final int LISTENERS = 6;
    private static final List<Topic> TOPICS = List.of(Topic.values());
    private static final String[] CHANNELS = {"", "a", "ab", "abc", "b", "bc"};
    private static final String[] PATTERNS = {"*", "a*", "?", "[ab]", "*c", "nosuch"};
    /** The same patterns as regular expressions. */
    private static final String[] EXPRESSIONS = {".*", "a.*", ".", "[ab]", ".*c", "nosuch"};

    private static final class Listener {
        private final Map<Topic, Set<String>> names = new EnumMap<>(Topic.class);
        private final List<Reply> heard = new ArrayList<>();
        private final Subscriptions subscriptions;

        Listener(PubSub pubSub) {
            subscriptions = new Subscriptions(pubSub, heard::add);
            Stream.of(Topic.values()).forEach(topic -> names.put(topic, new TreeSet<>()));
        }

        Set<String> of(Topic topic) {
            return names.getOrDefault(topic, Set.of());
        }
    }

    private final PubSub pubSub = new PubSub();
    private final List<Listener> listeners = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everybodyHearsWhatTheyListenTo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < LISTENERS; i++) {
            listeners.add(new Listener(pubSub));
        }
        for (int step = 0; step < STEPS; step++) {
            String when = "seed " + seed + ", step " + step;
            step(random, when);
            check(when);
        }
    }

    private void step(SplittableRandom random, String when) {
        Topic topic = TOPICS.get(random.nextInt(TOPICS.size()));
        String[] names = topic == Topic.PATTERN ? PATTERNS : CHANNELS;
        String name = names[random.nextInt(names.length)];
        Listener listener = listeners.get(random.nextInt(LISTENERS));
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                listener.subscriptions.add(topic, Bytes.of(name));
                listener.of(topic).add(name);
            }
            case 3, 4 -> {
                listener.subscriptions.remove(topic, Bytes.of(name));
                listener.of(topic).remove(name);
            }
            case 5 -> publish(CHANNELS[random.nextInt(CHANNELS.length)], when);
            case 6 -> publishToShard(CHANNELS[random.nextInt(CHANNELS.length)], when);
            default -> {
                if (random.nextInt(10) == 0) {
                    listener.subscriptions.clear();
                    listener.names.values().forEach(Set::clear);
                }
            }
        }
    }

    private void publish(String channel, String when) {
        int receivers = pubSub.publish(Bytes.of(channel), Bytes.of(when));
        int expected = 0;
        for (Listener listener : listeners) {
            List<Reply> messages = new ArrayList<>();
            if (listener.of(Topic.CHANNEL).contains(channel)) {
                messages.add(push("message", channel, when));
            }
            for (int i = 0; i < PATTERNS.length; i++) {
                if (listener.of(Topic.PATTERN).contains(PATTERNS[i]) && channel.matches(EXPRESSIONS[i])) {
                    messages.add(push("pmessage", PATTERNS[i], channel, when));
                }
            }
            assertThat(listener.heard).as(when).containsExactlyInAnyOrderElementsOf(messages);
            listener.heard.clear();
            expected += messages.size();
        }
        assertThat(receivers).as(when).isEqualTo(expected);
    }

    private void publishToShard(String channel, String when) {
        int receivers = pubSub.publishToShard(Bytes.of(channel), Bytes.of(when));
        int expected = 0;
        for (Listener listener : listeners) {
            boolean hears = listener.of(Topic.SHARD_CHANNEL).contains(channel);
            assertThat(listener.heard).as(when).isEqualTo(hears ? List.of(push("smessage", channel, when)) : List.of());
            listener.heard.clear();
            expected += hears ? 1 : 0;
        }
        assertThat(receivers).as(when).isEqualTo(expected);
    }

    private void check(String when) {
        for (Topic topic : Topic.values()) {
            Set<String> all = new TreeSet<>();
            for (Listener listener : listeners) {
                all.addAll(listener.of(topic));
                assertThat(listener.subscriptions.count(topic))
                        .as(when)
                        .isEqualTo(listener.of(topic).size());
                assertThat(texts(listener.subscriptions.names(topic))).as(when).isEqualTo(listener.of(topic));
            }
            assertThat(texts(pubSub.names(topic))).as(when).isEqualTo(all);
            assertThat(pubSub.count(topic)).as(when).isEqualTo(all.size());
            all.forEach(name -> assertThat(pubSub.subscribers(topic, Bytes.of(name)))
                    .as(when)
                    .isEqualTo((int) listeners.stream()
                            .filter(listener -> listener.of(topic).contains(name))
                            .count()));
        }
        listeners.forEach(listener -> assertThat(listener.subscriptions.isEmpty())
                .as(when)
                .isEqualTo(listener.names.values().stream().allMatch(Set::isEmpty)));
    }

    private static Set<String> texts(List<byte[]> names) {
        Set<String> texts = new TreeSet<>();
        names.forEach(name -> texts.add(Bytes.text(name)));
        return texts;
    }

    private static Reply push(String... words) {
        return new Reply.Push(Stream.of(words).map(Reply::of).toList());
    }
}
