package io.redispatterns.engine.rdb;

import java.util.ArrayList;
import java.util.List;

/** Libraries of functions on their way from one server to another: their texts, with the footer that values have in {@link DumpPayload}. */
public final class FunctionPayload {

    private static final int LIBRARY = 245;

    /** That of Redis 7.0, which brought functions. */
    private static final int VERSION = 10;

    private FunctionPayload() {}

    /** Returns the payload of libraries. O(length). */
    public static byte[] of(Iterable<byte[]> texts) {
        RdbOutput out = new RdbOutput();
        for (byte[] text : texts) {
            out.oneByte(LIBRARY);
            out.string(text);
        }
        return DumpPayload.sealed(out, VERSION);
    }

    /**
     * Returns the texts of a payload that is {@linkplain DumpPayload#isIntact intact}; they may be anything all the same. O(length).
     *
     * @throws IllegalArgumentException when something else is in it, with Redis's own words for that
     */
    public static List<byte[]> read(byte[] payload) {
        RdbInput in = DumpPayload.content(payload);
        List<byte[]> texts = new ArrayList<>();
        while (in.remaining() > 0) {
            if (in.unsignedByte() != LIBRARY) {
                throw new IllegalArgumentException("given type is not a function");
            }
            texts.add(text(in));
        }
        return texts;
    }

    private static byte[] text(RdbInput in) {
        try {
            return in.string();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Failed loading library payload", e);
        }
    }
}
