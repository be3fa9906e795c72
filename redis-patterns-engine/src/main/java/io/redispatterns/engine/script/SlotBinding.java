package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.KeyUse;
import io.redispatterns.engine.util.HashSlot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slot of a cluster in which a script has to stay: that of the keys of its call, or else of the first key it uses. Scripts without
 * a first line that begins with {@code #!} are free, as they were before Redis 7.0.
 */
final class SlotBinding {

    private static final int NONE = -1;

    private boolean isBound;
    private int slot = NONE;

    /** Begins a script that may use keys of any slots. */
    void free() {
        isBound = false;
    }

    /** Begins a script that has to stay in one slot, which is not known yet. */
    void bind() {
        isBound = true;
        slot = NONE;
    }

    /** Begins a script that has to stay in the slot of a key. */
    void bind(byte[] key) {
        isBound = true;
        slot = HashSlot.of(key);
    }

    /** Whether a call uses keys of another slot. One that uses several at once is refused for that, elsewhere. */
    boolean refuses(CommandSpec command, byte[][] argv) {
        int next = isBound ? onlySlot(command.slotWordsOf(argv), argv) : NONE;
        if (next == NONE) {
            return false;
        }
        if (slot == NONE) {
            slot = next;
        }
        return slot != next;
    }

    private static int onlySlot(@Nullable List<KeyUse> words, byte[][] argv) {
        int only = NONE;
        for (KeyUse word : words == null ? List.<KeyUse>of() : words) {
            int next = HashSlot.of(argv[word.index()]);
            if (only != NONE && only != next) {
                return NONE;
            }
            only = next;
        }
        return only;
    }
}
