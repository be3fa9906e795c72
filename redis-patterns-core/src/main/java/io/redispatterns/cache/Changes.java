package io.redispatterns.cache;

import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sends the commands of a cache to Redis, and announces what they change where the server does not tell those who have
 * copies. The announcement follows the changes in one round trip: what was confirmed has been announced.
 */
final class Changes {

    private static final Command GET = Command.of("GET");
    private static final Command ANNOUNCE = Command.of(Script.resource(Changes.class, "announce.lua"));

    /** The commands that change nothing that a reader is served: any other one is announced. */
    private static final Set<String> QUIET = Set.of("GET", "MGET", "PTTL", "HMGET", "lease.lua");

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

    /** The command that reads how many announcements there were. */
    Command readCount() {
        return GET.key(count);
    }

    /** The command that announces nothing, and so begins a count where there is none. */
    Command announceNothing() {
        return ANNOUNCE.key(count).arg(link.channel()).arg(cache);
    }

    /** {@link RedisGateway#call}. */
    RedisValue call(Command command) {
        return link.isAnnouncing() ? announcing(List.of(command)).get(0).orThrow() : gateway.call(command);
    }

    /** {@link RedisGateway#pipeline}. */
    List<RedisValue> pipeline(List<Command> commands) {
        return link.isAnnouncing() ? announcing(commands) : gateway.pipeline(commands);
    }

    private List<RedisValue> announcing(List<Command> commands) {
        List<byte[]> changed = changedKeys(commands);
        if (changed.isEmpty()) {
            return gateway.pipeline(commands);
        }
        List<Command> all = new ArrayList<>(commands);
        all.add(announceNothing().args(changed));
        List<RedisValue> replies = gateway.pipeline(all);
        RedisValue unused = replies.get(commands.size()).orThrow();
        return replies.subList(0, commands.size());
    }

    private static List<byte[]> changedKeys(List<Command> commands) {
        List<byte[]> keys = new ArrayList<>();
        for (Command command : commands) {
            if (!isQuiet(command)) {
                for (int i = 0; i < command.argCount(); i++) {
                    if (command.isKeyAt(i)) {
                        keys.add(command.argAt(i));
                    }
                }
            }
        }
        return keys;
    }

    private static boolean isQuiet(Command command) {
        Script script = command.neededScript();
        return QUIET.contains(script == null ? command.name() : script.name());
    }
}
