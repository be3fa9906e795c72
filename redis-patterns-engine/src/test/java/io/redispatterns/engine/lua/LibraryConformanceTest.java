package io.redispatterns.engine.lua;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls of the libraries with arguments of all sorts, most of them wrong, here and inside a real server: results and errors. */
class LibraryConformanceTest {

    private static final int CALLS = 20_000;

    /** Runs a chunk and writes down what it gives: {@code ok|type:value|…}. */
    private static final String BODY = """
            local function show(v)
              if type(v) == 'table' then
                local t = {} for i = 1, 12 do t[i] = tostring(v[i]):gsub(': .*', '') end
                return '{'..table.concat(t, ' ')..'}'
              elseif type(v) == 'function' then return '' end
              return tostring(v)
            end
            local function line(...)
              local t = {} for i = 1, select('#', ...) do local v = select(i, ...) t[i] = type(v)..':'..show(v) end
              return table.concat(t, '|')
            end
            local chunk, message = loadstring(..., '@case')
            return chunk and line(pcall(chunk)) or message
            """;

    private static final List<String> VALUES = List.of(
            "nil",
            "true",
            "{}",
            "{1,2,3}",
            "''",
            "'abc'",
            "'hello world'",
            "'10'",
            "' 0x10 '",
            "'1e1'",
            "'a\\0b'",
            "'%d'",
            "'%'",
            "'.'",
            "'(l+)'",
            "'%1'",
            "string.rep('xy', 60)",
            "function() return 'f' end",
            "function(a, b) return b end",
            "0",
            "1",
            "2",
            "3",
            "-1",
            "-2",
            "4",
            "5",
            "2.5",
            "-3",
            "100",
            "1e10",
            "-1e10",
            "1e300",
            "-1e300",
            "0/0",
            "-(0/0)",
            "1/0",
            "-1/0",
            "2^31",
            "2^53",
            "2^63",
            "65",
            "255",
            "256");
    /** The big numbers would be repetitions or moves by the billion. */
    private static final List<String> SMALL_VALUES = VALUES.stream()
            .filter(value -> !value.matches("-?1e.*|.*/.*|2\\^.*"))
            .toList();

    private static final String[] PIECES = {
        "a", "b", "l", ".", "%a", "%w", "%s", "[^ ]", "(", ")", "()", "*", "+", "-", "?", "%1", "%2", "^", "$",
        "%f[%w]", "%b()", "%0", "%", "%%", " "
    };

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final LuaState lua = new LuaState(256 << 20, () -> {});

    @Test
    void stringFunctions() {
        check(calls(
                "string", VALUES, "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match",
                "reverse", "sub", "upper"));
        check(calls("string", SMALL_VALUES, "rep", "byte", "sub", "gsub", "find"));
    }

    @Test
    void methodsOfStrings() {
        List<String> chunks = new ArrayList<>();
        for (int i = 0; i < CALLS / 4; i++) {
            String name =
                    pick(List.of("byte", "find", "format", "gsub", "len", "match", "sub", "upper", "absent", "rep"));
            chunks.add("local s = 'hello world' return s:" + name + "(" + arguments(SMALL_VALUES, 3) + ")");
        }
        check(chunks);
    }

    @Test
    void tableFunctions() {
        check(calls(
                "table",
                SMALL_VALUES,
                "concat",
                "foreach",
                "foreachi",
                "getn",
                "insert",
                "maxn",
                "remove",
                "setn",
                "sort"));
        List<String> chunks = new ArrayList<>();
        for (int i = 0; i < CALLS / 2; i++) {
            String name = pick(List.of("concat", "foreach", "foreachi", "getn", "insert", "maxn", "remove", "sort"));
            String table = "{" + arguments(List.of("1", "2", "3", "'x'", "'yy'", "9", "nil", "n = 7"), 9) + "}";
            chunks.add("local t = " + table + " return t, table." + name + "(t" + more(SMALL_VALUES, 2) + "), t");
        }
        check(chunks);
    }

    @Test
    void sortComparesTheSameInTheSameOrder() {
        List<String> chunks = new ArrayList<>();
        List<String> orders = List.of(
                "a < b",
                "a > b",
                "a <= b",
                "true",
                "false",
                "nil",
                "a % 3 < b % 3",
                "(a * 7 + b * 3) % 5 < 2",
                "a == b");
        for (int i = 0; i < CALLS / 4; i++) {
            List<String> elements = random.ints(random.nextInt(40), 0, 30)
                    .mapToObj(Integer::toString)
                    .toList();
            chunks.add("local t, seen = {" + String.join(",", elements) + "}, {} local ok, e = pcall(table.sort, t, "
                    + "function(a, b) seen[#seen + 1] = tostring(a)..'<'..tostring(b) return " + pick(orders) + " end) "
                    + "return ok, e, table.concat(seen, ' '), table.concat(t, ' ')");
        }
        check(chunks);
    }

    @Test
    void mathFunctions() {
        List<String> chunks = new ArrayList<>();
        List<String> numbers = Stream.concat(
                        VALUES.stream(),
                        Stream.of("-0.5", "0.1", "1e-310", "709.5", "-20.25", "22.5", "-1e-5", "7", "1e15"))
                .toList();
        for (String name : List.of(
                "abs acos asin atan ceil cos cosh deg exp floor frexp log log10 modf rad sin sinh sqrt tan tanh max"
                        .split(" "))) {
            numbers.forEach(x -> chunks.add("return math." + name + "(" + x + ")"));
        }
        for (String name : List.of("atan2", "fmod", "ldexp", "max", "min", "mod")) {
            numbers.forEach(x -> numbers.forEach(y -> chunks.add("return math." + name + "(" + x + "," + y + ")")));
        }
        List<String> powers = numbers.stream().filter(x -> !x.equals("0/0")).toList();
        powers.forEach(x -> powers.forEach(y -> chunks.add("return math.pow(" + x + "," + y + ")")));
        chunks.add(
                "return math.pi, math.huge, math.max(3, 1, 4, '1', 5), math.min(3, 1, 4, 1, 5), math.max(), math.sin()");
        check(chunks);
    }

    @Test
    void randomNumbers() {
        List<String> chunks = new ArrayList<>();
        for (int i = 0; i < CALLS / 20; i++) {
            String call = "math.random(" + arguments(VALUES, 3) + ")";
            chunks.add("math.randomseed(" + random.nextInt()
                    + ") return math.random(), math.random(), math.random(100), " + call);
        }
        chunks.add("return math.randomseed()");
        check(chunks);
    }

    /** The first numbers after the server's start, and that a script goes on where the last one ended. */
    @Test
    void randomSequenceBeginsWithTheServer() {
        REDIS.stop();
        REDIS.start();
        check(List.of("return math.random(), math.random(1000)"));
        check(List.of("return math.random(), math.random(-5, 5)"));
    }

    @Test
    void patterns() {
        List<String> chunks = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            String pattern = "'" + pattern(6) + "'";
            String replacement = pick(List.of(
                    "'<" + pattern(3) + ">'",
                    "{l = 'L', hello = 1, a = false}",
                    "function(...) return select('#', ...) end",
                    "5"));
            String subject = pick(List.of("'hello (big) world'", "''", "'aab  ba'", "'l'", "1234.5"));
            chunks.add("return string.gsub(" + subject + ", " + pattern + ", " + replacement + more(SMALL_VALUES, 1)
                    + ")");
            chunks.add("return string.find(" + subject + ", " + pattern + more(SMALL_VALUES, 2) + ")");
            chunks.add("local t = {} for a, b in string.gmatch(" + subject + ", " + pattern
                    + ") do t[#t + 1] = a t[#t + 1] = b end return t");
        }
        check(chunks);
    }

    @Test
    void quotedAndLongTexts() {
        check(List.of(
                "return string.format('%q', 'a\\n\\r\\0\\\\\"\\200')",
                "return string.format('%5q|%s|%s', 'x', 'y')",
                "return #string.format('%120s', 'x')",
                "return string.format('%50s|', string.rep('a', 101)), string.format('%.3s', string.rep('a', 101))",
                "return #string.format('%s', string.rep('a\\0', 60)), #string.format('%s', string.rep('a\\0', 40))",
                "return string.format('%d%%%c%s%5.1f', 3, 66, 'x', 2.25), string.format('%'), string.format('%\\0')",
                "return string.format('%'), 1",
                "return string.format('%5.%', 1)",
                "return string.format(('%d'):rep(3), 1, 2)",
                "return string.byte(string.rep('a', 9000), 1, 7996)",
                "return string.byte(string.rep('a', 9000), 1, -1)",
                "return #string.char(string.byte(string.rep('a', 5000), 1, -1))",
                "return string.dump(1)",
                "return string.gfind == string.gmatch, getmetatable('').__index == string, ('x').rep == string.rep",
                "return table.concat({1, 2.5, 'x', {}}, ', ', 1, 3), table.concat({}, 'x', 1, 2)",
                "return table.sort({3, 'x', 1})",
                "return table.foreach({5, 6, x = 7}, function(k, v) return v == 6 and k or nil end)"));
    }

    private List<String> calls(String library, List<String> values, String... names) {
        List<String> chunks = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            chunks.add("return " + library + "." + pick(List.of(names)) + "(" + arguments(values, 4) + ")");
        }
        return chunks;
    }

    private String arguments(List<String> values, int most) {
        List<String> arguments = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            arguments.add(pick(values));
        }
        return String.join(", ", arguments);
    }

    private String more(List<String> values, int most) {
        String arguments = arguments(values, most);
        return arguments.isEmpty() ? "" : ", " + arguments;
    }

    private String pattern(int most) {
        StringBuilder pattern = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            pattern.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return pattern.toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void check(List<String> chunks) {
        if (lua.globals().get("string").isNil()) {
            StandardLibraries.open(lua, new RandomSequence());
        }
        List<byte[][]> cases = chunks.stream()
                .map(chunk -> new byte[][] {LatinText.bytes(chunk)})
                .toList();
        try (RespClient redis = new RespClient(REDIS.port())) {
            List<String> expected = new RealLua(redis, BODY, 1).answers(cases);
            LuaClosure body = lua.load(LatinText.bytes(BODY), "@body");
            for (int i = 0; i < chunks.size(); i++) {
                LuaValue actual = lua.call(body, LuaString.of(chunks.get(i))).first();
                assertThat(((LuaString) actual).toLatin1())
                        .as("%s, seed %s", chunks.get(i), seed)
                        .isEqualTo(expected.get(i));
            }
        }
    }
}
