package io.redispatterns.engine.command;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a script or a function says of itself. */
public enum ScriptFlag {
    /** It writes nothing: its writes are refused, and read-only commands may run it. */
    NO_WRITES,
    /** It may run when memory is short. */
    ALLOW_OOM,
    /** It may run on a replica that has lost its master. */
    ALLOW_STALE,
    /** It must not run on a cluster. */
    NO_CLUSTER,
    /** It may use keys of several slots. */
    ALLOW_CROSS_SLOT_KEYS;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The flag as scripts write it. */
    public String text() {
        return text;
    }

    /** Returns the flag of a text, whose letters may be of either case, or null. */
    public static @Nullable ScriptFlag of(String text) {
        for (ScriptFlag flag : values()) {
            if (flag.text.equalsIgnoreCase(text)) {
                return flag;
            }
        }
        return null;
    }
}
