package io.redispatterns.cache;

import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the changes of a cache in Redis, and announces them where the server does not tell those who have copies. The
 * announcement follows the change in one round trip: a change that was confirmed has been announced.
 */
final class Changes {

    private static final Command GET = Command.of("GET");
    private static final Command ANNOUNCE = Command.of(Script.resource(Changes.class, "announce.lua"));

    private final RedisGateway gateway;
    private final NearLink link;
    private final String cache;
    private final byte[] count;

    /**
     * The changes of a cache.
     *
     * @param state of the cache
     */
    Changes(RedisGateway gateway, NearLink link, KeyTemplate state) {
        this.gateway = gateway;
        this.link = link;
        this.cache = state.name();
        this.count = state.key("announcements");
    }

    /** The name of the cache. */
    String cache() {
        return cache;
    }

    /** The command that reads how many changes were announced. */
    Command readCount() {
        return GET.key(count);
    }

    /** Makes one change. */
    RedisValue make(Command change, byte[] key) {
        return link.isAnnouncing()
                ? makeAll(List.of(change), List.of(key)).get(0).orThrow()
                : gateway.call(change);
    }

    /**
     * Makes changes as a pipeline.
     *
     * @param keys that are changed
     */
    List<RedisValue> makeAll(List<Command> changes, List<byte[]> keys) {
        if (!link.isAnnouncing()) {
            return gateway.pipeline(changes);
        }
        List<Command> commands = new ArrayList<>(changes);
        commands.add(ANNOUNCE.key(count).arg(link.channel()).arg(cache).args(keys));
        List<RedisValue> replies = gateway.pipeline(commands);
        RedisValue unused = replies.get(changes.size()).orThrow();
        return replies.subList(0, changes.size());
    }
}
