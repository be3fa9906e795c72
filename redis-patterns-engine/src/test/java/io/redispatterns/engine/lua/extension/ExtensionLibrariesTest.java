package io.redispatterns.engine.lua.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaStopped;
import io.redispatterns.engine.lua.LuaString;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds without a server to compare with: bounds above all. */
class ExtensionLibrariesTest {

    private final LuaState lua = Snippet.state(() -> {});

    @Test
    void writesJson() {
        assertThat(run("return cjson.encode({1, 'a/b', true, cjson.null, {x = 0.1}})"))
                .isEqualTo("[1,\"a\\/b\",true,null,{\"x\":0.1}]");
    }

    @Test
    void readsJson() {
        assertThat(run("local t = cjson.decode('{\"a\":[1,{\"b\":\"\\\\u00e9\"}]}') return t.a[1] .. t.a[2].b"))
                .isEqualTo("1\u00c3\u00a9");
    }

    @Test
    void packsMessages() {
        assertThat(run("return cmsgpack.pack({1, -1, 'a', 0.5, 300})"))
                .isEqualTo("\u0095\1\u00ff\u00a1a\u00ca?\0\0\0\u00cd\1,");
    }

    @Test
    void packsStructures() {
        assertThat(run("return struct.pack('>Hs!4i', 258, 'ab', 1)")).isEqualTo("\1\2ab\0\0\0\0\0\0\0\1");
    }

    @Test
    void combinesBits() {
        assertThat(run("return bit.tohex(bit.bxor(bit.lshift(0xff, 28), 0x0f), -8)"))
                .isEqualTo("F000000F");
    }

    @Test
    void keepsSettingsToOneTable() {
        assertThat(run("local c = cjson.new() c.encode_number_precision(3) "
                        + "return c.encode(1 / 3) .. ' ' .. cjson.encode(1 / 3) .. ' ' .. cjson.new().encode(1 / 3)"))
                .isEqualTo("0.333 0.33333333333333 0.33333333333333");
    }

    @Test
    void writesAgainAfterAnError() {
        assertThat(run("pcall(cjson.encode, {1, {2, {pairs}}}) return cjson.encode({{{3}}})"))
                .isEqualTo("[[[3]]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local c = cjson.new() c.encode_sparse_array(false, 0) return c.encode({[2147483647] = 1})",
                "local s = string.rep('\\1', 100000000) return cjson.encode({s, s, s})",
                "local s = string.rep('x', 100000000) return cmsgpack.pack({s, s, s})",
                "local s = string.rep('x', 100000000) return struct.pack('sss', s, s, s)"
            })
    void staysWithinItsMemory(String script) {
        assertThatThrownBy(() -> run(script)).isInstanceOf(LuaError.class).hasMessageContaining("not enough memory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local t = {} for i = 1, 2000 do t[i] = {} end for i = 1, 1000 do cjson.encode(t) end",
                "local s = '[' .. string.rep('1,', 20000) .. '1]' for i = 1, 1000 do cjson.decode(s) end",
                "local t = {} for i = 1, 2000 do t[i] = {} end for i = 1, 1000 do cmsgpack.pack(t) end",
                "local s = '\\220\\200\\0' .. string.rep('\\1', 51200) for i = 1, 1000 do cmsgpack.unpack(s) end",
                "local f = string.rep('x', 100000) for i = 1, 1000 do struct.pack(f) end",
                "local f = string.rep('x', 100000) for i = 1, 1000 do struct.size(f) end"
            })
    void asksTheGuardWhileItWorks(String script) {
        AtomicInteger asked = new AtomicInteger();
        LuaState guarded = Snippet.state(() -> {
            if (asked.incrementAndGet() == 100) {
                throw new LuaStopped("stopped");
            }
        });
        assertThatThrownBy(() -> guarded.call(guarded.load(bytes(script), "@test")))
                .isInstanceOf(LuaStopped.class);
    }

    /** The thread's stack is small, so that recursion would exhaust it. */
    @Test
    void needsNoStackForDepth() throws InterruptedException {
        StringBuilder result = new StringBuilder();
        String script = "local c = cjson.new() c.encode_max_depth(2147483647) c.decode_max_depth(2147483647) "
                + "local s = string.rep('[', 7900) .. string.rep(']', 7900) "
                + "local t = c.decode(s) local m = cmsgpack.unpack(string.rep('\\145', 3900) .. '\\1') "
                + "return tostring(#c.encode(t)) .. ' ' .. #c.encode(m)";
        Thread thread = new Thread(null, () -> result.append(run(script)), "small", 128 << 10);
        thread.start();
        thread.join();
        assertThat(result).hasToString("15800 7801");
    }

    private String run(String script) {
        return ((LuaString) lua.call(lua.load(bytes(script), "@test")).first()).toLatin1();
    }

    private static byte[] bytes(String script) {
        return script.getBytes(StandardCharsets.ISO_8859_1);
    }
}
