package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.lua.Tuple;
import io.redispatterns.engine.lua.Values;
import java.util.ArrayList;
import java.util.List;

/** The table {@code cmsgpack} of lua-cmsgpack 0.4.0: values of Lua to MessagePack and back. */
final class MessagePackLibrary {

    private MessagePackLibrary() {}

    static void open(LuaState lua) {
        LuaTable library = lua.newTable();
        ExtensionLibraries.set(library, "pack", MessagePackLibrary::pack);
        ExtensionLibraries.set(library, "unpack", in -> unpack(in, in.count(), 0, 0));
        ExtensionLibraries.set(library, "unpack_one", in -> unpack(in, 1, 1, in.integer(1, 0)));
        ExtensionLibraries.set(library, "unpack_limit", MessagePackLibrary::unpackLimit);
        library.put("_NAME", LuaString.of("cmsgpack"));
        library.put("_VERSION", LuaString.of("lua-cmsgpack 0.4.0"));
        library.put("_COPYRIGHT", LuaString.of("Copyright (C) 2012, Salvatore Sanfilippo"));
        library.put("_DESCRIPTION", LuaString.of("MessagePack C implementation for Lua"));
        lua.globals().put("cmsgpack", library);
    }

    private static Values pack(Arguments in) {
        int count = in.count();
        if (count == 0) {
            throw in.error(-1, "MessagePack pack needs input.");
        }
        if (!StackLimit.allows(count, count)) {
            throw in.error(-1, "Too many arguments for MessagePack pack.");
        }
        MessagePacker packer = new MessagePacker(in.lua());
        for (int i = 0; i < count; i++) {
            packer.pack(in.get(i));
        }
        return packer.packed();
    }

    private static Values unpackLimit(Arguments in) {
        long limit = in.integer(1);
        return unpack(in, 1, limit, in.integer(2, 0));
    }

    /**
     * Reads so many values from an offset on and returns the next offset, -1 at the end, and them; without limit and offset it reads
     * all and returns just them.
     */
    private static Values unpack(Arguments in, int slots, long limit, long offset) {
        byte[] bytes = in.string(0).bytes();
        if (offset < 0 || limit < 0) {
            throw in.error(
                    "Invalid request to unpack with offset of " + (int) offset + " and limit of " + bytes.length + ".");
        }
        if (offset > bytes.length) {
            throw in.error("Start offset " + (int) offset + " greater than input length " + bytes.length + ".");
        }
        boolean all = limit == 0 && offset == 0;
        long most = all ? Integer.MAX_VALUE : limit;
        MessageUnpacker unpacker = new MessageUnpacker(in, bytes, (int) offset);
        List<LuaValue> values = new ArrayList<>();
        while (!unpacker.atEnd() && values.size() < most) {
            values.add(unpacker.unpack(slots + values.size()));
        }
        if (!all) {
            if (!StackLimit.allows(slots + values.size(), 1)) {
                throw in.error("stack overflow (in function mp_unpack_full)");
            }
            values.add(0, LuaNumber.of(unpacker.atEnd() ? -1 : unpacker.at()));
        }
        return Tuple.of(values.toArray(LuaValue[]::new));
    }
}
