package io.redispatterns.spring.autoconfigure.embedded;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.PubSubEndpoint;
import io.lettuce.core.pubsub.PubSubOutput;
import io.lettuce.core.resource.ClientResources;
import io.redispatterns.engine.reply.Reply;
import java.util.function.Consumer;

/** Gives what the engine pushes to the listeners of a connection for messages. */
final class EngineSubscriptions<K, V> extends PubSubEndpoint<K, V> implements Consumer<Reply.Push> {

    private final RedisCodec<K, V> codec;

    EngineSubscriptions(ClientOptions options, ClientResources resources, RedisCodec<K, V> codec) {
        super(options, resources);
        this.codec = codec;
    }

    @Override
    public void accept(Reply.Push message) {
        PubSubOutput<K, V> output = new PubSubOutput<>(codec);
        message.items().forEach(item -> ReplyFeeder.feed(item, output));
        notifyListeners(output);
    }
}
