package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.LightUserdata;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.Values;

/** The table {@code cjson} of Lua CJSON 2.1.0: JSON to values of Lua and back. */
final class JsonLibrary {

    /** What stands for {@code null}: tables cannot hold nil. */
    static final LightUserdata NULL = new LightUserdata("(nil)");

    private JsonLibrary() {}

    static void open(LuaState lua) {
        lua.globals().put("cjson", create(lua));
    }

    /** Makes a table with settings of its own. */
    private static LuaTable create(LuaState lua) {
        JsonSettings settings = new JsonSettings();
        JsonEncoder encoder = new JsonEncoder(settings, lua);
        LuaTable library = lua.newTable();
        ExtensionLibraries.set(library, "encode", in -> encode(in, encoder));
        ExtensionLibraries.set(library, "decode", in -> decode(in, settings));
        ExtensionLibraries.set(library, "encode_sparse_array", settings::encodeSparseArray);
        ExtensionLibraries.set(library, "encode_max_depth", settings::encodeMaxDepth);
        ExtensionLibraries.set(library, "decode_max_depth", settings::decodeMaxDepth);
        ExtensionLibraries.set(library, "encode_number_precision", settings::encodeNumberPrecision);
        ExtensionLibraries.set(library, "encode_keep_buffer", settings::encodeKeepBuffer);
        ExtensionLibraries.set(library, "encode_invalid_numbers", settings::encodeInvalidNumbers);
        ExtensionLibraries.set(library, "decode_invalid_numbers", settings::decodeInvalidNumbers);
        ExtensionLibraries.set(library, "new", in -> create(in.lua()));
        library.put("null", NULL);
        library.put("_NAME", LuaString.of("cjson"));
        library.put("_VERSION", LuaString.of("2.1.0"));
        return library;
    }

    private static Values encode(Arguments in, JsonEncoder encoder) {
        checkOne(in);
        return encoder.encode(in);
    }

    private static Values decode(Arguments in, JsonSettings settings) {
        checkOne(in);
        return new JsonDecoder(in, settings, in.string(0).bytes()).decode();
    }

    private static void checkOne(Arguments in) {
        if (in.count() != 1) {
            throw in.error(0, "expected 1 argument");
        }
    }
}
