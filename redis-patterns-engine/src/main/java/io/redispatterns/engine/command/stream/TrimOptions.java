package io.redispatterns.engine.command.stream;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamTrim;
import io.redispatterns.engine.type.StreamValue;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of XADD and XTRIM, read from left to right; those of XADD end at the id. */
final class TrimOptions {

    private static final byte[] EXACTLY = Bytes.of("=");

    private final Invocation in;
    private final boolean adding;
    private int at = 2;
    private boolean noMakeStream;
    private @Nullable StreamId minId;
    private long maxLength;
    private boolean approximate;
    /** Where the number or id of the trimming stands, or 0 when nothing is trimmed. */
    private int thresholdIndex;
    /** Where the last LIMIT stands, or 0. */
    private int limitIndex;

    private long limit;

    private TrimOptions(Invocation in, boolean adding) {
        this.in = in;
        this.adding = adding;
    }

    /** Reads XADD's options; {@link #end} is where the id stands, and {@link #check} is to be called behind it. */
    static TrimOptions ofAdd(Invocation in) {
        TrimOptions options = new TrimOptions(in, true);
        options.parse();
        return options;
    }

    /** Reads XTRIM's options. */
    static TrimOptions ofTrim(Invocation in) {
        TrimOptions options = new TrimOptions(in, false);
        options.parse();
        options.check();
        return options;
    }

    private void parse() {
        while (at < in.argc() && parseOne()) {
            at++;
        }
    }

    /** Checks what the options mean together. */
    void check() {
        if (limit > 0 && !trims()) {
            throw Errors.of("ERR syntax error, LIMIT cannot be used without specifying a trimming strategy");
        }
        if (!adding && !trims()) {
            throw Errors.of("ERR syntax error, XTRIM must be called with a trimming strategy");
        }
        if (limitIndex > 0 && !approximate) {
            throw Errors.of("ERR syntax error, LIMIT cannot be used without the special ~ option");
        }
    }

    /** Reads one option and leaves {@code at} on its last word; false at XADD's id. */
    private boolean parseOne() {
        byte[] word = in.arg(at);
        boolean more = at < in.argc() - 1;
        if (more && Bytes.equalsIgnoreCase(word, "MAXLEN")) {
            maxLength = nonNegative(threshold(), "MAXLEN");
        } else if (more && Bytes.equalsIgnoreCase(word, "MINID")) {
            minId = StreamIds.parse(threshold());
        } else if (more && Bytes.equalsIgnoreCase(word, "LIMIT")) {
            limitIndex = at;
            limit = nonNegative(in.arg(++at), "LIMIT");
        } else if (adding && Bytes.equalsIgnoreCase(word, "NOMKSTREAM")) {
            noMakeStream = true;
        } else if (adding) {
            return false;
        } else {
            throw Errors.syntax();
        }
        return true;
    }

    /** Takes the word behind MAXLEN or MINID and the sign that may stand in between. */
    private byte[] threshold() {
        if (trims()) {
            throw Errors.of("ERR syntax error, MAXLEN and MINID options at the same time are not compatible");
        }
        byte[] next = in.arg(++at);
        approximate = StreamIds.isSign(next, '~');
        if (at < in.argc() - 1 && (approximate || StreamIds.isSign(next, '='))) {
            at++;
        }
        thresholdIndex = at;
        return in.arg(at);
    }

    private static long nonNegative(byte[] word, String option) {
        long value = ArgReader.toLong(word);
        if (value < 0) {
            throw Errors.of("ERR The " + option + " argument must be >= 0.");
        }
        return value;
    }

    /** Where the word behind the options stands. */
    int end() {
        return at;
    }

    boolean makesNoStream() {
        return noMakeStream;
    }

    boolean trims() {
        return thresholdIndex > 0;
    }

    /** Trims a stream and returns how many entries that removed. */
    long trim(StreamValue stream) {
        long most = limitIndex > 0 || !approximate
                ? limit
                : Encodings.stream(in.config()).trimmedAtOnce();
        return stream.trim(new StreamTrim(minId, maxLength, approximate, most));
    }

    /**
     * The call that repeats this one after it has run: what was trimmed about as much as asked is trimmed to exactly where the stream now
     * begins.
     */
    byte[][] effect(StreamValue stream) {
        List<byte[]> words = new ArrayList<>(in.argc());
        for (int i = 0; i < in.argc(); i++) {
            if (isOfLimit(i)) {
                continue;
            }
            words.add(approximate ? exactWord(i, stream) : in.arg(i));
        }
        return words.toArray(new byte[0][]);
    }

    /** As {@link #effect(StreamValue)}, for XADD with the id of the new entry. */
    byte[][] effect(StreamValue stream, StreamId id) {
        byte[][] words = effect(stream);
        int removed = in.argc() - words.length;
        words[at - removed] = id.toBytes();
        return words;
    }

    /** Whether a word belongs to a LIMIT; there may be several. */
    private boolean isOfLimit(int index) {
        return isLimit(index) || isLimit(index - 1);
    }

    private boolean isLimit(int index) {
        return limitIndex > 0 && index > 1 && index < at && Bytes.equalsIgnoreCase(in.arg(index), "LIMIT");
    }

    private byte[] exactWord(int index, StreamValue stream) {
        if (index == thresholdIndex - 1) {
            return EXACTLY;
        }
        return index == thresholdIndex ? exactThreshold(stream) : in.arg(index);
    }

    private byte[] exactThreshold(StreamValue stream) {
        if (minId == null) {
            return Bytes.of(stream.length());
        }
        return (stream.length() == 0 ? StreamId.MAX : stream.firstId()).toBytes();
    }

    boolean isApproximate() {
        return approximate;
    }
}
