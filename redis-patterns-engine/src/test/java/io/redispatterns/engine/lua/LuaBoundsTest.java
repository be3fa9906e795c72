package io.redispatterns.engine.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.redispatterns.engine.util.Bytes;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No script escapes the bounds, and the state goes on after each that tried. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LuaBoundsTest {

    private static final long MEMORY = 32L << 20;
    private static final int CHECKS = 100;

    private int checks;
    private final LuaState lua = open();

    private LuaState open() {
        LuaState state = new LuaState(MEMORY, () -> {
            if (++checks > CHECKS) {
                throw new LuaStopped("stopped");
            }
        });
        StandardLibraries.open(state, new RandomSequence());
        return state;
    }

    private Throwable failure(String script) {
        checks = 0;
        return catchThrowable(() -> lua.call(lua.load(Bytes.of(script), "@script")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "repeat until false",
                "for i = 1, math.huge do end",
                "local function f() return f() end return f()",
                "while true do pcall(function() while true do end end) end",
                "while true do pcall(error) end",
                "xpcall(function() while true do end end, function() while true do end end)",
                "coroutine.wrap(function() while true do end end)()",
                "coroutine.wrap(function() pcall(function() while true do end end) end)()",
                "local f = coroutine.wrap(function() while true do coroutine.yield() end end) while true do f() end",
                "local t = setmetatable({}, {__index = function() while true do end end}) return t.x",
                "local t = setmetatable({}, {__lt = function() while true do end end}) return t < t",
                "local t = setmetatable({}, {__concat = function() while true do end end}) return t .. t",
                "table.sort({1, 2, 3, 4}, function() while true do end end)",
                "string.gsub('abc', '.', function() while true do end end)",
                "for k in function() return 1 end do end",
                "for w in string.gmatch('a', '') do while true do end end",
                "return string.find(string.rep('a', 100000), string.rep('a?', 100) .. string.rep('a', 100) .. 'b')",
                "return string.find(string.rep('a', 200000), '.-.-.-.-b')",
                "return string.find(string.rep('a', 3000), string.rep('.-', 30) .. 'b')",
                "return string.match(string.rep('(', 100000), '%b()%b()%b()')",
                "while true do string.rep('x', 1000) end",
                "local s = string.rep('x', 100000) while true do s:reverse() end",
                "local s = string.rep('x', 100000) while true do local a = s:upper() .. 'y' end",
                "local t = {} for i = 1, 10000 do t[i] = i end while true do table.concat(t) end",
                "local t = {} for i = 1, 100000 do t[i] = -i end while true do table.sort(t) end",
                "local t = {} for i = 1, 7000 do t[i] = i end while true do unpack(t) end",
                "local t = {} for i = 1, 100000 do t[i] = i end while true do table.insert(t, 1, 0) end",
                "while true do loadstring('return 1') end",
                "local s = string.rep('x', 5e6) while true do local a = s .. 'y' end",
                "local a = string.rep('x', 5e6) local b = a .. 'y' while true do local c = a < b end",
                "local a = string.rep('x', 5e6) local b = string.rep('x', 5e6) while a == b do end",
                "local t = {} for i = 1, 100000 do t[i] = {} end while true do collectgarbage() end"
            })
    void endlessScriptsAreStopped(String script) {
        assertThat(failure(script)).isInstanceOf(LuaStopped.class);
        assertGoesOn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return string.rep('x', 1e9)",
                "local s = 'x' while true do s = s .. s end",
                "local t = {} local i = 0 while true do i = i + 1 t[i] = i end",
                "local t = {} local i = 0 while true do i = i + 1 t['k' .. i] = {} end",
                "local t = {} while true do t = {t} end",
                "local t = {} while true do t[#t + 1] = string.rep('x', 10000) end",
                "local t = {} while true do t[#t + 1] = function() return t end end",
                "local t = {} while true do t[#t + 1] = coroutine.create(function() end) end",
                "local t = {} local function f(n) if n > 0 then return 1 + f(n - 1) end coroutine.yield() end"
                        + " while true do local c = coroutine.wrap(f) c(10000) t[#t + 1] = c end",
                "local t = {} for i = 1, 1000000 do t[i] = 'xxxxxxxxxx' end return table.concat(t, string.rep('y', 100))",
                "return string.gsub(string.rep('a', 100000), 'a', string.rep('b', 10000))",
                "return string.format(string.rep('%99d', 1000000), 1)",
                "return load(function() return string.rep('x', 1000000) end)"
            })
    void growthIsStoppedAndTheMemoryGivenBack(String script) {
        lua.memory().recount();
        long before = lua.memory().usedBytes();

        Throwable failure = failure(script);

        assertThat(failure).as("%s after %d checks", failure, checks).isInstanceOf(RuntimeException.class);
        assertGoesOn();
        lua.memory().recount();
        assertThat(lua.memory().usedBytes()).isLessThan(before + 10_000);
    }

    @Test
    void memoryThatIsNotKeptIsNoReasonToStop() {
        checks = Integer.MIN_VALUE;
        Values sum = lua.call(lua.load(
                Bytes.of("local n = 0 for i = 1, 200000 do n = n + #(string.rep('x', 1000) .. i) end return n"),
                "@script"));
        assertThat(sum.first()).isEqualTo(sum.first());
        assertThat(((LuaNumber) sum.first()).value()).isEqualTo(200_000 * 1000.0 + 1_088_895);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f() return 1 + f() end return f()",
                "local function f() return pcall(f) end local ok, e = f() error(e)",
                "local t = setmetatable({}, {__index = function(t, k) return t[k] end}) return t.x",
                "local function f() return string.gsub('a', 'a', f) end return f()",
                "local function f() return coroutine.wrap(f)() end return f()",
                "local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x",
                "local function f() table.sort({1, 2}, f) end f()"
            })
    void deepRecursionIsAnErrorOfLua(String script) {
        assertThat(failure(script)).as(script).isNotInstanceOf(StackOverflowError.class);
        assertGoesOn();
    }

    @Test
    void deeplyNestedTextIsAnErrorOfLua() {
        for (String nesting : new String[] {"(", "{", "not ", "- ", "#", "f(", "function() return ", "a .. ", "2 ^ "}) {
            assertThat(failure("return " + nesting.repeat(100_000) + "1")).isInstanceOf(LuaError.class);
        }
        assertThat(failure("local x = 1 return x" + " + x".repeat(100_000))).isNotInstanceOf(StackOverflowError.class);
        assertThat(failure("local x = {} return x" + ".x".repeat(100_000))).isNotInstanceOf(StackOverflowError.class);
        assertThat(failure("do ".repeat(100_000))).isInstanceOf(LuaError.class);
        assertGoesOn();
    }

    private void assertGoesOn() {
        checks = Integer.MIN_VALUE;
        Values sum = lua.call(lua.load(Bytes.of("local n = 0 for i = 1, 10 do n = n + i end return n"), "@script"));
        assertThat(((LuaNumber) sum.first()).value()).isEqualTo(55);
        assertThat(lua.isMain()).isTrue();
    }
}
