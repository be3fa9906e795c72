package io.redispatterns.engine.lua.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The same chunks for the parser and for the compiler of a real server: the same errors word for word, and where there is none, a tree
 * that names the same lines for everything that can fail, has the same numbers folded and finds the same upvalues.
 */
class ParserConformanceTest {

    private static final byte[] SCRIPT =
            latin1("local f, e = loadstring(ARGV[1]) if f then return {1, string.dump(f)} end return {0, e}");

    /** A script that runs is within one call by the server. */
    private static final int LEVELS_OF_SCRIPT = 1;

    private static final int RANDOM_CHUNKS = 4_000;

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private RespClient redis;

    @BeforeEach
    void connect() {
        redis = new RespClient(REDIS.port());
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    @Test
    void randomChunks() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        ChunkGenerator generator = new ChunkGenerator(random);
        for (int i = 0; i < RANDOM_CHUNKS; i++) {
            List<String> tokens = generator.chunk();
            compare(generator.text(tokens), seed);
            if (!tokens.isEmpty()) {
                compare(generator.text(generator.broken(tokens)), seed);
            }
        }
    }

    /** So many other values before an expression that there are few registers left for it. */
    @Test
    void expressionsShortOfRegisters() {
        long seed = System.nanoTime();
        ChunkGenerator generator = new ChunkGenerator(new SplittableRandom(seed));
        for (int i = 0; i < RANDOM_CHUNKS / 20; i++) {
            String expression = String.join(" ", generator.expression());
            for (int before = 235; before < 250; before++) {
                compare("local a, b = 1; return f(" + "1,".repeat(before) + expression + ")", seed);
            }
        }
    }

    private void compare(String chunk, long seed) {
        RespMessage reply = redis.call(latin1("EVAL"), SCRIPT, latin1("0"), latin1(chunk));
        String description = CommandLine.quote(latin1(chunk)) + ", seed " + seed;
        assertThat(reply.kind()).as(description).isEqualTo('*');
        RespMessage result = reply.items().get(1);
        if (reply.items().get(0).number() == 0) {
            assertThat(parse(chunk)).as(description).isEqualTo(new String(result.body(), StandardCharsets.ISO_8859_1));
        } else {
            assertThat(parse(chunk)).as(description).isInstanceOf(FunctionBody.class);
            compare((FunctionBody) parse(chunk), CompiledFunction.of(result.body()), description);
        }
    }

    /** Returns the function, or the message of the error. */
    private static Object parse(String chunk) {
        try {
            return Parser.parse(latin1(chunk), chunk, LEVELS_OF_SCRIPT);
        } catch (SyntaxException e) {
            return e.getMessage();
        }
    }

    private static void compare(FunctionBody body, CompiledFunction compiled, String description) {
        TreeInstructions tree = new TreeInstructions(body);
        assertThat(body.line()).as(description).isEqualTo(compiled.line());
        assertThat(tree.instructions).as(description).isEqualTo(compiled.instructions());
        assertThat(tree.numbers).as(description).containsAll(compiled.numbers());
        assertThat(compiled.strings()).as(description).containsAll(tree.strings);
        assertThat(body.parameters()).as(description).hasSize(compiled.parameters());
        assertThat(body.upvalues()).as(description).hasSize(compiled.upvalues());
        assertThat(body.isVararg()).as(description).isEqualTo((compiled.varargFlags() & 2) != 0);
        assertThat(body.argTable() != null && (compiled.varargFlags() & 4) == 0)
                .as(description)
                .isFalse();
        assertThat(tree.functions).as(description).hasSameSizeAs(compiled.functions());
        for (int i = 0; i < tree.functions.size(); i++) {
            compare(tree.functions.get(i), compiled.functions().get(i), description);
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
