package io.redispatterns.backend.lettuce;

import io.lettuce.core.protocol.ProtocolKeyword;
import io.redispatterns.redis.Command;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A command's name for Lettuce. There is one object for each name, since Lettuce compares keywords by identity when it
 * measures.
 */
final class Keyword implements ProtocolKeyword {

    private static final Map<String, Keyword> BY_NAME = new ConcurrentHashMap<>();

    private final String shown;
    private final byte[] bytes;

    private Keyword(String shown, byte[] bytes) {
        this.shown = shown;
        this.bytes = bytes;
    }

    static Keyword of(Command command) {
        Keyword known = BY_NAME.get(command.name());
        return known != null
                ? known
                : BY_NAME.computeIfAbsent(command.name(), name -> new Keyword(name, command.argv()[0]));
    }

    /**
     * A keyword under another name than it is sent with. Lettuce takes over the replies of what is named {@code MULTI}
     * and {@code EXEC}.
     */
    static Keyword shownAs(String shown, Command command) {
        return new Keyword(shown, command.argv()[0]);
    }

    @Override
    public byte[] getBytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return shown;
    }
}
