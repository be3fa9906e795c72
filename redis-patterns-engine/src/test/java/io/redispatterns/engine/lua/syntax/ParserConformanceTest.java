package io.redispatterns.engine.lua.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /** The errors of a chunk of a given name when it runs, and of another that cannot be read. */
    private static final byte[] NAMING_SCRIPT = latin1("local _, e = pcall(loadstring('(nil)()', ARGV[1]))"
            + " local _, f = loadstring('x', ARGV[1]) return {e, f}");

    private static final String[] LEXEMES = {
        "[", "[", "=", "]", "[[", "]]", "--", "\"", "'", "\\", "0", "9", "65", "300", ".", "..", "e", "E", "+", "-",
        "x", "0x", "p", "f", "_", "a", "\n", "\r", "\0", "\u0001", "\u00ff", " ", "~", "<", ">", "end", ",", "(", ")",
        "*"
    };

    /** A script that runs is within one call by the server. */
    private static final int LEVELS_OF_SCRIPT = 1;

    /** What servers say to {@code [[ [[ ]]} that have not got the correction of CVE-2025-46819, with which they take it. */
    private static final String NESTING = "nesting of [[...]] is deprecated";

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
    void listedChunks() throws IOException {
        try (InputStream in = ParserConformanceTest.class.getResourceAsStream("/lua/chunks.txt")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            for (String line : lines) {
                if (!line.startsWith("#")) {
                    compare(new String(CommandLine.split(line)[0], StandardCharsets.ISO_8859_1), 0);
                }
            }
            assertThat(lines).hasSizeGreaterThan(400);
        }
    }

    /** Around the limit of 200 levels, in all ways to nest. */
    @Test
    void nesting() {
        for (int depth = 60; depth < 210; depth++) {
            compareNested(depth, "x = ", "(", "1", ")");
            compareNested(depth, "x = ", "{", "1", "}");
            compareNested(depth, "x = ", "f(", "1", ")");
            compareNested(depth, "x = ", "a[", "1", "]");
            compareNested(depth, "x = ", "not ", "1", "");
            compareNested(depth, "x = ", "-", "y", "");
            compareNested(depth, "x = ", "a ^ ", "1", "");
            compareNested(depth, "x = ", "a .. ", "1", "");
            compareNested(depth, "x = ", "a + ", "1", "");
            compareNested(depth, "x = ", "a < (", "1", ")");
            compareNested(depth, "x = ", "function() return ", "1", " end");
            compareNested(depth, "", "do ", "x = 1", " end");
            compareNested(depth, "", "if a then ", "x = (1)", " end");
            compareNested(depth, "", "if a then x = 1 else", " if b then ", " end ");
            compareNested(depth, "", "while a do ", "break", " end");
            compareNested(depth, "", "repeat ", "x = 1", " until a");
            compareNested(depth, "", "for i = 1, 2 do ", "x = i", " end");
            compareNested(depth, "", "for i in a do ", "x = i", " end");
            compareNested(depth, "", "function f() ", "x = 1", " end");
            compareNested(depth, "do ", "x, ", "y = 1", "");
            compareNested(depth, "do do ", "x.y, ", "y = 1", " end end");
        }
    }

    private void compareNested(int depth, String before, String opening, String inner, String closing) {
        compare(before + opening.repeat(depth) + inner + closing.repeat(depth), 0);
    }

    @Test
    void limits() {
        for (int count = 50; count < 260; count++) {
            compare("local " + names("a", count), 0);
            compare("local a; local b do local " + names("a", count) + " end", 0);
            compare("\nreturn function(" + names("a", count) + ") end", 0);
            compare("function f:m(" + names("a", count) + ", ...) return arg end", 0);
            compare("for " + names("a", count) + " in x do end", 0);
            compare("do local " + names("a", count) + " for i = 1, 2 do end end", 0);
            compare("return " + names("a", count), 0);
            compare("return f(" + names("a", count) + ")", 0);
            compare("return {" + names("a", count) + "}", 0);
            compare("local a = " + names("a", count), 0);
            compare(upvalues(count), 0);
        }
    }

    private static String names(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).collect(Collectors.joining(", "));
    }

    /** A function that uses so many variables of two functions around it. */
    private static String upvalues(int count) {
        int outer = Math.min(count, 60);
        int inner = Math.min(count - outer, 190);
        return "local " + names("a", outer) + "\nreturn function()\nlocal " + names("b", inner + 1)
                + " return function() return " + names("a", outer) + ", " + names("b", inner) + " end end";
    }

    /** Pieces of tokens next to each other, as no program has them. */
    @Test
    void randomLexemes() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RANDOM_CHUNKS; i++) {
            StringBuilder chunk = new StringBuilder(random.nextBoolean() ? "return " : "");
            for (int count = random.nextInt(1, 12); count > 0; count--) {
                chunk.append(LEXEMES[random.nextInt(LEXEMES.length)]);
            }
            compare(chunk.toString(), seed);
        }
    }

    @Test
    void chunkNames() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RANDOM_CHUNKS / 4; i++) {
            StringBuilder name = new StringBuilder(List.of("", "@", "=").get(random.nextInt(3)));
            int length = random.nextInt(100);
            while (name.length() < length) {
                name.append(
                        random.nextInt(60) == 0 ? "\n\r\0".charAt(random.nextInt(3)) : (char) random.nextInt('a', 'z'));
            }
            compareNames(name.toString(), seed);
        }
    }

    /** The name is shorter in the errors of a script that runs than in those of one that cannot be read. */
    private void compareNames(String name, long seed) {
        RespMessage reply = redis.call(latin1("EVAL"), NAMING_SCRIPT, latin1("0"), latin1(name));
        String description = CommandLine.quote(latin1(name)) + ", seed " + seed;
        assertThat(text(reply.items().get(0)))
                .as(description)
                .isEqualTo(ChunkName.display(name) + ":1: attempt to call a nil value");
        assertThatThrownBy(() -> Parser.parse(latin1("x"), name))
                .as(description)
                .hasMessage(text(reply.items().get(1)));
    }

    /** A script itself, other than what it loads, has all the levels. */
    @Test
    void levelsOfAScript() {
        for (int depth = 190; depth < 205; depth++) {
            String chunk = "return " + "(".repeat(depth) + "1" + ")".repeat(depth);
            RespMessage reply = redis.call(latin1("EVAL"), latin1(chunk), latin1("0"));
            if (reply.isError()) {
                assertThatThrownBy(() -> Parser.parse(latin1(chunk), "@user_script"))
                        .isInstanceOf(SyntaxException.class)
                        .satisfies(e -> assertThat(reply.line()).contains(e.getMessage()));
            } else {
                assertThat(Parser.parse(latin1(chunk), "@user_script")).isNotNull();
            }
        }
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
            if (!text(result).contains(NESTING)) {
                assertThat(parse(chunk)).as(description).isEqualTo(text(result));
            }
        } else {
            assertThat(parse(chunk)).as(description).isInstanceOf(FunctionBody.class);
            compare((FunctionBody) parse(chunk), CompiledFunction.of(result.body()), description);
        }
    }

    private static String text(RespMessage message) {
        return new String(message.body(), StandardCharsets.ISO_8859_1);
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
