package io.redispatterns.engine.lua.extension;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.lua.Values;
import java.util.Arrays;

/** Bytes of any kind: refused by an error of Lua, or values that can be written again. */
class ExtensionFuzz {

    private final LuaState lua = Snippet.state(() -> {});

    @FuzzTest
    void readsJson(byte[] bytes) {
        try {
            LuaValue value = call("cjson", "decode", LuaString.of(bytes)).first();
            call("cjson", "encode", value);
        } catch (LuaError e) {
            assertThat(e.value()).isInstanceOf(LuaString.class);
        }
    }

    @FuzzTest
    void readsMessagePack(byte[] bytes) {
        try {
            Values values = call("cmsgpack", "unpack", LuaString.of(bytes));
            assertThat(call("cmsgpack", "pack", values.first()).first()).isInstanceOf(LuaString.class);
        } catch (LuaError e) {
            assertThat(e.value()).isInstanceOf(LuaString.class);
        }
    }

    /** The format is what stands before the first zero byte. */
    @FuzzTest
    void readsStructures(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        LuaString format = LuaString.of(Arrays.copyOf(bytes, end));
        LuaString data = LuaString.of(Arrays.copyOfRange(bytes, end, bytes.length));
        try {
            Values values = call("struct", "unpack", format, data);
            assertThat(values.count()).isPositive();
        } catch (LuaError e) {
            assertThat(e.value()).isInstanceOf(LuaString.class);
        }
    }

    private Values call(String library, String function, LuaValue... arguments) {
        return lua.call(((LuaTable) lua.globals().get(library)).get(function), arguments);
    }
}
