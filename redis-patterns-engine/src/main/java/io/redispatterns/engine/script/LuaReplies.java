package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.LuaBoolean;
import io.redispatterns.engine.lua.LuaNil;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyVisitor;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.DoubleFormat;
import java.util.List;

/** Replies as a script that speaks version 2 of the protocol gets them. */
class LuaReplies implements ReplyVisitor<LuaValue> {

    private static final LuaString STATUS_OK = LuaString.of("OK");

    final LuaState lua;

    LuaReplies(LuaState lua) {
        this.lua = lua;
    }

    /** Returns a new table of one entry. */
    final LuaTable single(LuaString key, LuaValue value) {
        LuaTable table = lua.newTable(0, 1);
        table.put(key, value);
        return table;
    }

    /** Returns a string. */
    final LuaString string(byte[] bytes) {
        return lua.newString(bytes);
    }

    final LuaString string(String text) {
        return string(Bytes.ofLossless(text));
    }

    final LuaTable list(List<Reply> items) {
        LuaTable table = emptyList(items.size());
        int index = 1;
        for (Reply item : items) {
            table.put(index++, item.accept(this));
        }
        return table;
    }

    /** Returns a table for so many values. */
    LuaTable emptyList(int size) {
        return Lists.ofSize(lua, size);
    }

    @Override
    public LuaValue simple(Reply.Simple reply) {
        return single(ReplyFields.OK, reply == Reply.OK ? STATUS_OK : string(reply.text()));
    }

    @Override
    public LuaTable error(Reply.ErrorReply reply) {
        return ErrorTables.ofReply(lua, reply);
    }

    @Override
    public LuaValue integer(Reply.Int reply) {
        return LuaNumber.of((double) reply.value());
    }

    @Override
    public LuaValue bulk(Reply.Bulk reply) {
        return string(reply.bytes());
    }

    @Override
    public LuaValue nil() {
        return LuaBoolean.FALSE;
    }

    @Override
    public LuaValue nullArray() {
        return LuaBoolean.FALSE;
    }

    @Override
    public LuaValue array(Reply.Array reply) {
        return list(reply.items());
    }

    @Override
    public LuaValue map(Reply.MapReply reply) {
        return list(reply.items());
    }

    @Override
    public LuaValue pairs(Reply.Pairs reply) {
        return list(reply.items());
    }

    @Override
    public LuaValue set(Reply.SetReply reply) {
        return list(reply.items());
    }

    @Override
    public LuaValue push(Reply.Push reply) {
        return list(reply.items());
    }

    /** Only what listens to channels gives several, and no script does. */
    @Override
    public LuaValue several(Reply.Several reply) {
        return list(reply.items());
    }

    @Override
    public LuaValue decimal(Reply.Decimal reply) {
        return string(DoubleFormat.toString(reply.value(), reply.fixed()));
    }

    @Override
    public LuaValue bool(Reply.Bool reply) {
        return LuaNumber.of(reply.value() ? 1 : 0);
    }

    @Override
    public LuaValue bigNumber(Reply.BigNumber reply) {
        return string(reply.value().toString());
    }

    @Override
    public LuaValue verbatim(Reply.Verbatim reply) {
        return string(reply.bytes());
    }

    /** Replies as a script that speaks version 3 gets them. */
    static final class OfVersion3 extends LuaReplies {

        OfVersion3(LuaState lua) {
            super(lua);
        }

        /** Values that are nil make it grow otherwise. */
        @Override
        LuaTable emptyList(int size) {
            return lua.newTable();
        }

        @Override
        public LuaValue nil() {
            return LuaNil.NIL;
        }

        @Override
        public LuaValue nullArray() {
            return LuaNil.NIL;
        }

        @Override
        public LuaValue map(Reply.MapReply reply) {
            List<Reply> items = reply.items();
            LuaTable map = lua.newTable();
            for (int i = 0; i < items.size(); i += 2) {
                put(map, items.get(i).accept(this), items.get(i + 1).accept(this));
            }
            return single(ReplyFields.MAP, map);
        }

        @Override
        public LuaValue pairs(Reply.Pairs reply) {
            List<Reply> items = reply.items();
            LuaTable table = emptyList(items.size() / 2);
            for (int i = 0; i < items.size(); i += 2) {
                table.put(i / 2 + 1, list(items.subList(i, i + 2)));
            }
            return table;
        }

        @Override
        public LuaValue set(Reply.SetReply reply) {
            LuaTable set = lua.newTable();
            for (Reply item : reply.items()) {
                put(set, item.accept(this), LuaBoolean.TRUE);
            }
            return single(ReplyFields.SET, set);
        }

        /** A null cannot be a key. */
        private static void put(LuaTable table, LuaValue key, LuaValue value) {
            if (!key.isNil()) {
                table.put(key, value);
            }
        }

        @Override
        public LuaValue decimal(Reply.Decimal reply) {
            return single(ReplyFields.DOUBLE, LuaNumber.of(read(reply)));
        }

        /** Scripts read what a client would read: a small number has lost digits where only so many places are written. */
        private static double read(Reply.Decimal reply) {
            return reply.fixed() ? Double.parseDouble(DoubleFormat.toString(reply.value(), true)) : reply.value();
        }

        @Override
        public LuaValue bool(Reply.Bool reply) {
            return LuaBoolean.of(reply.value());
        }

        @Override
        public LuaValue bigNumber(Reply.BigNumber reply) {
            return single(ReplyFields.BIG_NUMBER, string(reply.value().toString()));
        }

        @Override
        public LuaValue verbatim(Reply.Verbatim reply) {
            LuaTable parts = lua.newTable(0, 2);
            parts.put(ReplyFields.STRING, string(reply.bytes()));
            parts.put(ReplyFields.FORMAT, string(reply.format()));
            return single(ReplyFields.VERBATIM, parts);
        }
    }
}
