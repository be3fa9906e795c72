package io.redispatterns.engine.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PubSubTest {

    private final PubSub pubSub = new PubSub();
    private final List<Subscriptions> all = new ArrayList<>();
    private int heard;

    /** A subscriber whose connection breaks when it is sent something, and takes all others with it. */
    private final class Fragile implements Subscriber {
        @Override
        public void push(Reply message) {
            heard++;
            List.copyOf(all).forEach(Subscriptions::clear);
        }
    }

    @Test
    void whoIsDisconnectedByAMessageDoesNotKeepOthersFromIt() {
        for (int i = 0; i < 3; i++) {
            Subscriptions subscriptions = new Subscriptions(pubSub, new Fragile());
            subscriptions.add(Topic.CHANNEL, Bytes.of("a"));
            subscriptions.add(Topic.PATTERN, Bytes.of("*"));
            all.add(subscriptions);
        }
        assertThat(pubSub.publish(Bytes.of("a"), Bytes.of("x"))).isEqualTo(heard);
        assertThat(heard).isEqualTo(3);
        assertThat(pubSub.publish(Bytes.of("a"), Bytes.of("x"))).isZero();
    }
}
