package io.redispatterns.backend.lettuce;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletionStage;

/** Makes connections to one kind of Redis: the only place that knows whether it is one server or several. */
interface Connector {

    /** A connection for commands. */
    CompletionStage<? extends StatefulConnection<byte[], byte[]>> connect();

    /** A connection for one subscription. */
    CompletionStage<StatefulRedisPubSubConnection<byte[], byte[]>> connectPubSub();

    /** A connection for tracked reads. */
    CompletionStage<StatefulRedisConnection<byte[], byte[]>> connectTracking();

    /** Shuts down what the connections are made with. */
    void shutdown();
}
