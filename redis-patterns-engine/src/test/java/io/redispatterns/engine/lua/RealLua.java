package io.redispatterns.engine.lua;

import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.util.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The Lua inside a real server, for scripts that answer with one string for each case. */
final class RealLua {

    /** How many cases go into one script. */
    private static final int BATCH = 500;

    private final RespClient redis;
    private final String script;

    /**
     * Takes the body of a function.
     *
     * @param body statements that return a string made of their arguments: {@code ...}
     * @param arguments how many a case has
     */
    RealLua(RespClient redis, String body, int arguments) {
        this.redis = redis;
        this.script = "local f = function(...) " + body + " end local out = {} for i = 1, #ARGV, " + arguments
                + " do out[#out + 1] = f(unpack(ARGV, i, i + " + (arguments - 1) + ")) end return out";
    }

    /** Returns the answers to the cases, one char a byte. */
    List<String> answers(List<byte[][]> cases) {
        List<String> answers = new ArrayList<>();
        for (int from = 0; from < cases.size(); from += BATCH) {
            List<byte[]> words = new ArrayList<>(List.of(Bytes.of("EVAL"), Bytes.of(script), Bytes.of("0")));
            cases.subList(from, Math.min(from + BATCH, cases.size()))
                    .forEach(arguments -> words.addAll(List.of(arguments)));
            RespMessage reply = redis.call(words.toArray(byte[][]::new));
            if (reply.isError()) {
                throw new IllegalStateException(reply.toString());
            }
            reply.items().forEach(item -> answers.add(LatinText.of(item.body(), 0, item.body().length)));
        }
        return answers;
    }

    /** The eight bytes of a double, for {@code struct.unpack('<d', …)}. */
    static byte[] packed(double number) {
        return ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(number)
                .array();
    }
}
