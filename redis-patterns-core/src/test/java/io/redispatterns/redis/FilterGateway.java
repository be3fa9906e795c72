package io.redispatterns.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** A gateway that passes everything on to another one, for tests that change some of it. */
public class FilterGateway implements RedisGateway {

    private final RedisGateway gateway;

    protected FilterGateway(RedisGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public RedisValue call(Command command) {
        return gateway.call(command);
    }

    @Override
    public CompletionStage<RedisValue> callAsync(Command command) {
        return gateway.callAsync(command);
    }

    @Override
    public List<RedisValue> pipeline(List<Command> commands) {
        return gateway.pipeline(commands);
    }

    @Override
    public List<RedisValue> transaction(List<Command> commands) {
        return gateway.transaction(commands);
    }

    @Override
    public Subscription subscribe(SubscriptionListener listener, Topic... topics) {
        return gateway.subscribe(listener, topics);
    }

    @Override
    public TrackedReads track(TrackingListener listener) {
        return gateway.track(listener);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
