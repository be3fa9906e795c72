package io.redispatterns.engine.lua.syntax;

/** How messages name the chunk that they are about. */
public final class ChunkName {

    /** The bytes that a name has in the messages of a running script, its end among them. */
    private static final int RUNTIME_SIZE = 60;

    private static final String TRUNCATED = "...";

    private ChunkName() {}

    /**
     * Returns a chunk's name as the errors of a running script show it, at most 59 bytes: the name behind {@code =} or {@code @},
     * else the first line of the text that stands for the name, as {@code [string "return 1..."]}.
     */
    public static String display(String chunkName) {
        return display(chunkName, RUNTIME_SIZE);
    }

    static String display(String chunkName, int size) {
        String name = upTo(chunkName.indexOf('\0'), chunkName);
        if (name.startsWith("=")) {
            return name.substring(1, Math.min(name.length(), size));
        }
        return name.startsWith("@") ? file(name.substring(1), size - 8) : text(name, size - 17);
    }

    private static String file(String name, int room) {
        return name.length() > room ? TRUNCATED + name.substring(name.length() - room) : name;
    }

    private static String text(String text, int room) {
        String line = upTo(text.indexOf('\r'), upTo(text.indexOf('\n'), text));
        String shown = line.substring(0, Math.min(line.length(), room));
        return "[string \"" + shown + (shown.length() < text.length() ? TRUNCATED : "") + "\"]";
    }

    private static String upTo(int end, String text) {
        return end < 0 ? text : text.substring(0, Math.min(end, text.length()));
    }
}
