package io.redispatterns.writebehind;

import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Script;
import java.util.ArrayList;
import java.util.List;

/** The instances that share a write-behind, and what they have to agree on. */
final class Membership {

    private static final Command JOIN = Command.of(Script.resource(Membership.class, "join.lua"));
    private static final Command ZREM = Command.of("ZREM");
    private static final Command PUBLISH = Command.of("PUBLISH");

    /** In the place of a shard's number: what is not of one shard. */
    private static final String COMMON = "common";

    private final RedisGateway gateway;
    private final String name;
    private final String instance;
    private final int shards;
    private final byte[] channel;
    private final Command join;
    private final Command leave;
    private volatile boolean agreed;

    Membership(RedisGateway gateway, KeyTemplate keys, String instance, WriteBehindConfig config) {
        this.gateway = gateway;
        this.name = keys.name();
        this.instance = instance;
        this.shards = config.shards();
        this.channel = channel(keys);
        byte[] members = keys.key(COMMON, "members");
        this.join = JOIN.keys(List.of(members, keys.key(COMMON, "shards")))
                .arg(instance)
                .arg(config.lease().toMillis())
                .arg(shards)
                .arg(channel);
        this.leave = ZREM.key(members).arg(instance);
    }

    /** The channel that instances wake each other on. */
    static byte[] channel(KeyTemplate keys) {
        return keys.key(COMMON, "wake");
    }

    String instance() {
        return instance;
    }

    /**
     * Joins, or stays, and gives all members.
     *
     * @throws IllegalStateException if the others cut the ids into another number of shards
     */
    List<String> join() {
        List<RedisValue> reply = gateway.call(join).asList();
        String actual = reply.get(0).asString();
        agreed = actual.equals(Integer.toString(shards));
        if (!agreed) {
            throw new IllegalStateException("write-behind " + name + " has " + actual + " shards in redis, not "
                    + shards + " as configured: another number would mix up the order of writes");
        }
        return reply.stream().skip(1).map(RedisValue::asString).toList();
    }

    /** Sees to it that the number of shards is agreed on; see {@link #join}. */
    void requireAgreement() {
        if (!agreed) {
            List<String> unused = join();
        }
    }

    /** Leaves, with some leases given back, and has the others take them over. */
    void leave(List<Command> releases) {
        if (agreed) {
            List<Command> steps = new ArrayList<>(releases);
            steps.add(leave);
            steps.add(announcement());
            List<RedisValue> unused = gateway.pipeline(steps);
        }
    }

    /** Has the others look at once who has which shard. */
    void announce() {
        RedisValue unused = gateway.call(announcement());
    }

    private Command announcement() {
        return PUBLISH.arg(channel).arg(Signals.MEMBERS);
    }
}
