package io.redispatterns.engine.command.stream;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.Timeouts;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of XREAD and XREADGROUP.
 *
 * @param count the most entries of each stream; 0 is any number
 * @param blockMillis how long to wait; negative: not at all
 * @param group the group that reads; null for XREAD
 * @param consumer whose name the group reads in
 * @param acknowledged whether what is read counts as acknowledged
 * @param firstKey where the first key stands; the ids stand behind the keys
 * @param streams the number of keys, and of ids
 */
record ReadOptions(
        long count,
        long blockMillis,
        byte @Nullable [] group,
        byte[] consumer,
        boolean acknowledged,
        int firstKey,
        int streams) {

    /** Reads the words of XREAD or XREADGROUP. */
    static ReadOptions parse(Invocation in, boolean byGroup) {
        Parser parser = new Parser(in, byGroup);
        parser.run();
        if (byGroup && parser.group == null) {
            throw Errors.of("ERR Missing GROUP option for XREADGROUP");
        }
        int streams = (in.argc() - parser.at) / 2;
        return new ReadOptions(
                parser.count,
                parser.blockMillis,
                parser.group,
                parser.consumer,
                parser.acknowledged,
                parser.at,
                streams);
    }

    byte[] key(Invocation in, int index) {
        return in.arg(firstKey + index);
    }

    byte[] id(Invocation in, int index) {
        return in.arg(firstKey + streams + index);
    }

    List<byte[]> keys(Invocation in) {
        List<byte[]> keys = new ArrayList<>(streams);
        for (int i = 0; i < streams; i++) {
            keys.add(key(in, i));
        }
        return keys;
    }

    /** The number of the first stream with a key. */
    int indexOf(Invocation in, byte[] key) {
        int index = 0;
        while (!Arrays.equals(key(in, index), key)) {
            index++;
        }
        return index;
    }

    boolean waits() {
        return blockMillis >= 0;
    }

    /** Takes one option after the other up to STREAMS. */
    private static final class Parser {

        private final Invocation in;
        private final boolean byGroup;
        private int at = 1;
        private long count;
        private long blockMillis = -1;
        private byte @Nullable [] group;
        private byte[] consumer = Bytes.EMPTY;
        private boolean acknowledged;

        Parser(Invocation in, boolean byGroup) {
            this.in = in;
            this.byGroup = byGroup;
        }

        /** Leaves {@code at} on the first key. */
        void run() {
            while (!accept("STREAMS", 1)) {
                if (accept("BLOCK", 1)) {
                    block();
                } else if (accept("COUNT", 1)) {
                    count = Math.max(0, ArgReader.toLong(in.arg(at++)));
                } else if (accept("GROUP", 2)) {
                    requireGroup("GROUP");
                    group = in.arg(at++);
                    consumer = in.arg(at++);
                } else if (accept("NOACK", 0)) {
                    requireGroup("NOACK");
                    acknowledged = true;
                } else {
                    throw Errors.syntax();
                }
            }
            if ((in.argc() - at) % 2 != 0) {
                throw Errors.of(
                        "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.");
            }
        }

        /** Takes a word that stands in front of so many others at least. */
        private boolean accept(String word, int more) {
            boolean there = at + more < in.argc() && Bytes.equalsIgnoreCase(in.arg(at), word);
            if (there) {
                at++;
            }
            return there;
        }

        private void block() {
            if (in.client().isScript()) {
                throw Errors.of(
                        "ERR " + Bytes.text(in.arg(0)) + " command is not allowed with BLOCK option from scripts");
            }
            blockMillis = Timeouts.millis(in.arg(at++));
        }

        private void requireGroup(String option) {
            if (!byGroup) {
                throw Errors.of(
                        "ERR The " + option + " option is only supported by XREADGROUP. You called XREAD instead.");
            }
        }
    }
}
