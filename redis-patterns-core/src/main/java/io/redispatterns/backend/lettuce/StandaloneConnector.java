package io.redispatterns.backend.lettuce;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletionStage;

/** Connections to one server. */
final class StandaloneConnector implements Connector {

    private final RedisClient client;
    private final RedisURI uri;

    StandaloneConnector(RedisClient client, RedisURI uri) {
        this.client = client;
        this.uri = uri;
        client.setOptions(fitted(client.getOptions()));
    }

    /**
     * The options with what the gateway promises: a command is rejected while disconnected, and not repeated after a
     * reconnect. Timeouts are the gateway's own, so that those of the client do not fire as well.
     */
    private static ClientOptions fitted(ClientOptions options) {
        return options.mutate()
                .protocolVersion(ProtocolVersion.RESP3)
                .autoReconnect(true)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .build();
    }

    @Override
    public CompletionStage<? extends StatefulConnection<byte[], byte[]>> connect() {
        return client.connectAsync(ByteArrayCodec.INSTANCE, uri);
    }

    @Override
    public CompletionStage<StatefulRedisPubSubConnection<byte[], byte[]>> connectPubSub() {
        return client.connectPubSubAsync(ByteArrayCodec.INSTANCE, uri);
    }

    @Override
    public CompletionStage<StatefulRedisConnection<byte[], byte[]>> connectTracking() {
        return client.connectAsync(ByteArrayCodec.INSTANCE, uri);
    }

    @Override
    public void shutdown() {
        // An interrupted thread cannot close it otherwise.
        client.shutdownAsync().join();
    }
}
