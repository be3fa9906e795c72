package io.redispatterns.engine.lua.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random texts, messages and values through the libraries here and on a real server. */
class RandomExtensionConformanceTest {

    private static final int BATCHES = 10;
    private static final int BATCH = 500;

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Test
    void readsJson() {
        compare(
                "local v = cjson.decode((...)) return v, pcall(cjson.encode, v)",
                random -> new RandomJson(random)::document);
    }

    @Test
    void readsStrictJson() {
        compare(
                "local c = cjson.new() c.decode_invalid_numbers(false) c.decode_max_depth(4) return c.decode((...))",
                random -> new RandomJson(random)::document);
    }

    @Test
    void writesJson() {
        compare(
                "local v = loadstring('return ' .. (...))() return pcall(cjson.encode, v)",
                random -> () -> new RandomLua(random).value(3));
    }

    @Test
    void writesJsonWithSettings() {
        compare(
                "local v, a, b, c, d = loadstring('return ' .. (...))() local j = cjson.new() j.encode_sparse_array(a, b, c) "
                        + "j.encode_invalid_numbers(a and 'null' or 'on') j.encode_number_precision(d) return pcall(j.encode, v)",
                random -> () -> new RandomLua(random).value(3) + "," + random.nextBoolean() + "," + random.nextInt(5)
                        + "," + random.nextInt(12) + "," + random.nextInt(1, 15));
    }

    @Test
    void writesMessagePack() {
        compare(
                "local v = loadstring('return ' .. (...))() return cmsgpack.pack(v), cmsgpack.unpack(cmsgpack.pack(v, v))",
                random -> () -> new RandomLua(random).value(3));
    }

    @Test
    void readsMessagePack() {
        compare(
                "return {pcall(cmsgpack.unpack, (...))}, {pcall(cmsgpack.unpack_one, (...), 1)}, "
                        + "{pcall(cmsgpack.unpack_limit, (...), 2)}",
                random -> new RandomMessagePack(random)::message);
    }

    @Test
    void packsStructures() {
        compare("return loadstring('return ' .. (...))()", random -> () -> new RandomLua(random).structOperation());
    }

    @Test
    void combinesBits() {
        compare("return loadstring('return ' .. (...))()", random -> () -> new RandomLua(random).bitOperation());
    }

    private static void compare(String body, Function<SplittableRandom, Supplier<String>> arguments) {
        long seed = System.nanoTime();
        Supplier<String> source = arguments.apply(new SplittableRandom(seed));
        Snippet snippet = new Snippet(body);
        try (RespClient redis = new RespClient(REDIS.port())) {
            for (int batch = 0; batch < BATCHES; batch++) {
                List<byte[]> inputs = Stream.generate(source)
                        .limit(BATCH)
                        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                        .toList();
                List<String> here = snippet.here(inputs);
                List<String> there = snippet.there(redis, inputs);
                for (int i = 0; i < BATCH; i++) {
                    assertThat(here.get(i))
                            .as("seed %s: %s", seed, new String(inputs.get(i), StandardCharsets.ISO_8859_1))
                            .isEqualTo(there.get(i));
                }
            }
        }
    }
}
