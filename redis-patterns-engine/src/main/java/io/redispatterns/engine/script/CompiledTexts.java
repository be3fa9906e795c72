package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The scripts whose texts were seen lately, compiled: so that a text that comes again is neither compiled nor digested again. Safe for
 * many threads.
 */
final class CompiledTexts {

    private static final int MAX_TEXTS = 1000;
    private static final int MAX_BYTES = 16 << 20;

    private static final class Text {

        private final byte[] bytes;
        private final int hash;

        Text(byte[] bytes) {
            this.bytes = bytes;
            this.hash = Arrays.hashCode(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text that && hash == that.hash && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final ConcurrentMap<Text, Script> scripts = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * Returns the script of a text, compiled now if it is not known.
     *
     * @throws CommandException when it is no script
     */
    Script compiled(byte[] text) {
        Text key = new Text(text);
        Script script = scripts.get(key);
        return script == null ? compile(key) : script;
    }

    private Script compile(Text text) {
        Script script = Script.compile(text.bytes);
        if (scripts.size() >= MAX_TEXTS || bytes.get() + text.bytes.length > MAX_BYTES) {
            clear();
        }
        if (scripts.put(text, script) == null) {
            bytes.addAndGet(text.bytes.length);
        }
        return script;
    }

    /** Forgets all. */
    void clear() {
        scripts.clear();
        bytes.set(0);
    }
}
