package io.redispatterns.engine.lua;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.redispatterns.engine.lua.extension.ExtensionLibraries;
import java.nio.charset.StandardCharsets;

/**
 * Any sequence of Lua's words, run: results, an error of Lua or the guard's stop, never anything else, and the state goes on. The build
 * runs the inputs that are kept; {@code JAZZER_FUZZ=1} looks for new ones.
 */
class InterpreterFuzz {

    private static final int CHECKS = 20;
    private static final long MEMORY = 8L << 20;

    /** What a byte stands for: words that make a program more often than bytes do. */
    private static final String[] WORDS = {
        "local ",
        "x",
        "y",
        "t",
        "f",
        " = ",
        ",",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ".",
        ":",
        ";",
        "\n",
        " + ",
        " - ",
        " * ",
        " / ",
        " % ",
        " ^ ",
        " .. ",
        " == ",
        " ~= ",
        " < ",
        " <= ",
        " > ",
        " and ",
        " or ",
        "not ",
        "#",
        "-",
        "nil",
        "true",
        "false",
        "0",
        "1",
        "2",
        "0.5",
        "1e308",
        "-1",
        "'a'",
        "'b%d'",
        "''",
        "[[c]]",
        "function(",
        "function(...) ",
        " end ",
        "return ",
        "if ",
        " then ",
        " else ",
        "while ",
        " do ",
        "for x = ",
        "for x, y in ",
        "repeat ",
        " until ",
        "break ",
        "...",
        "local function f(",
        "pcall(",
        "xpcall(",
        "error(",
        "select(",
        "unpack(",
        "setmetatable(",
        "{__index = ",
        "__add = ",
        "__call = ",
        "__lt = ",
        "__concat = ",
        "pairs(t)",
        "ipairs(t)",
        "next(",
        "rawset(",
        "tostring(",
        "tonumber(",
        "type(",
        "loadstring(",
        "load(",
        "coroutine.wrap(",
        "coroutine.yield(",
        "coroutine.create(",
        "coroutine.resume(",
        "string.rep(",
        "string.gsub(",
        "string.find(",
        "string.format(",
        "string.byte(",
        "string.sub(",
        ":rep(",
        ":gsub(",
        "table.sort(",
        "table.concat(",
        "table.insert(",
        "table.remove(",
        "math.floor(",
        "math.random(",
        "cjson.encode(",
        "cjson.decode(",
        "cmsgpack.pack(",
        "cmsgpack.unpack(",
        "struct.pack(",
        "bit.band(",
        "collectgarbage(",
        "t[x] = ",
        "t.x = ",
        "x = ",
        "y = ",
        "t = {",
        "f()",
        "x()",
        "t.x",
        "t[1]",
        "x:y()",
        "1, 2",
        "x, y"
    };

    @FuzzTest(maxDuration = "5m")
    void anyWords(byte[] bytes) {
        StringBuilder text = new StringBuilder("local x, y, t, f = 1, 2, {}, function(...) return ... end ");
        for (byte each : bytes) {
            text.append(WORDS[Byte.toUnsignedInt(each) % WORDS.length]);
        }
        int[] checks = new int[1];
        LuaState lua = new LuaState(MEMORY, () -> {
            if (++checks[0] > CHECKS) {
                throw new LuaStopped("stopped");
            }
        });
        StandardLibraries.open(lua);
        ExtensionLibraries.open(lua);
        run(lua, text.toString());
        checks[0] = 0;
        assertThat(run(lua, "return 42")).isEqualTo("42.0");
    }

    private static String run(LuaState lua, String text) {
        try {
            return lua.call(lua.load(text.getBytes(StandardCharsets.ISO_8859_1), "@fuzz"))
                    .first()
                    .toString();
        } catch (LuaError | LuaStopped e) {
            return String.valueOf(e.getMessage());
        }
    }
}
