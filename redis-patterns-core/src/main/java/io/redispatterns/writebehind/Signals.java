package io.redispatterns.writebehind;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import java.util.List;

/**
 * What instances tell each other by messages, so that they need not look all the time. A lost message costs time and
 * nothing else.
 *
 * <p>A message is {@code members} when members or leases have changed, or {@code shard:milliseconds} when something is pending
 * in a shard: up to that time it is to be written at once, and 0 is for when its delay is over.
 */
final class Signals implements SubscriptionListener {

    static final String MEMBERS = "members";
    private static final Command PUBLISH = Command.of("PUBLISH");

    private final List<ShardConsumer> consumers;
    private final Runnable onMembers;

    Signals(List<ShardConsumer> consumers, Runnable onMembers) {
        this.consumers = consumers;
        this.onMembers = onMembers;
    }

    /** The message that everything in a shard up to a time is to be written at once. */
    static Command hurry(byte[] channel, int shard, long millis) {
        return PUBLISH.arg(channel).arg(shard + ":" + millis);
    }

    @Override
    public void onMessage(Topic topic, byte[] channel, byte[] payload) {
        String message = new String(payload, UTF_8);
        if (message.equals(MEMBERS)) {
            onMembers.run();
            return;
        }
        int colon = message.indexOf(':');
        int shard = Integer.parseInt(message, 0, colon, 10);
        if (shard < consumers.size()) {
            consumers.get(shard).heard(Long.parseLong(message, colon + 1, message.length(), 10));
        }
    }

    @Override
    public void onMissed() {
        onMembers.run();
        consumers.forEach(ShardConsumer::wake);
    }
}
