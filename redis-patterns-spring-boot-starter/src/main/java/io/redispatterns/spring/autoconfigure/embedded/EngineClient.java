package io.redispatterns.spring.autoconfigure.embedded;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ConnectionFuture;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StatefulRedisConnectionImpl;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnectionImpl;
import io.lettuce.core.resource.ClientResources;
import io.redispatterns.engine.RedisEngine;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A Lettuce client whose connections are sessions of an engine in this process. */
final class EngineClient extends RedisClient {

    private static final RedisURI URI = RedisURI.Builder.redis("embedded").build();
    private static final SocketAddress ADDRESS = InetSocketAddress.createUnresolved("embedded", 0);

    private final RedisEngine engine;

    EngineClient(RedisEngine engine, @Nullable ClientResources resources) {
        super(resources, URI);
        this.engine = engine;
        setOptions(
                ClientOptions.builder().protocolVersion(ProtocolVersion.RESP3).build());
    }

    @Override
    public <K, V> StatefulRedisConnection<K, V> connect(RedisCodec<K, V> codec) {
        return connect(codec, URI);
    }

    @Override
    public <K, V> StatefulRedisConnection<K, V> connect(RedisCodec<K, V> codec, RedisURI uri) {
        EngineChannel channel = new EngineChannel(engine.session(), getResources(), message -> {});
        return opened(new StatefulRedisConnectionImpl<>(channel, channel, codec, uri.getTimeout()));
    }

    @Override
    public <K, V> ConnectionFuture<StatefulRedisConnection<K, V>> connectAsync(RedisCodec<K, V> codec, RedisURI uri) {
        return ConnectionFuture.completed(ADDRESS, connect(codec, uri));
    }

    @Override
    public <K, V> StatefulRedisPubSubConnection<K, V> connectPubSub(RedisCodec<K, V> codec) {
        return connectPubSub(codec, URI);
    }

    @Override
    public <K, V> StatefulRedisPubSubConnection<K, V> connectPubSub(RedisCodec<K, V> codec, RedisURI uri) {
        EngineSubscriptions<K, V> subscriptions = new EngineSubscriptions<>(getOptions(), getResources(), codec);
        EngineChannel channel = new EngineChannel(engine.session(), getResources(), subscriptions);
        return opened(new StatefulRedisPubSubConnectionImpl<>(subscriptions, channel, codec, uri.getTimeout()));
    }

    @Override
    public <K, V> ConnectionFuture<StatefulRedisPubSubConnection<K, V>> connectPubSubAsync(
            RedisCodec<K, V> codec, RedisURI uri) {
        return ConnectionFuture.completed(ADDRESS, connectPubSub(codec, uri));
    }

    private <C extends RedisChannelHandler<?, ?>> C opened(C connection) {
        connection.setOptions(getOptions());
        connection.registerCloseables(closeableResources, connection);
        return connection;
    }
}
