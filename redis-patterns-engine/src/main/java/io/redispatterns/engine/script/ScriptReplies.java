package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.LuaBoolean;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a script returns as a reply. */
final class ScriptReplies {

    /** How deep tables may be nested. */
    private static final int MAX_DEPTH = 1000;

    private static final long BYTES_PER_ITEM = 64;

    private static final Reply TOO_DEEP = new Reply.ErrorReply("ERR reached lua stack limit");

    private final boolean hasBooleans;
    private final ScriptFailure failure;
    private long room;

    /**
     * Makes the translation for one script.
     *
     * @param hasBooleans whether the script speaks version 3 of the protocol: else true is 1 and false is nil
     * @param failure tells what errors say
     * @param memoryLimitBytes how much memory the reply may take, without strings: a table may be in it many times
     */
    ScriptReplies(boolean hasBooleans, ScriptFailure failure, long memoryLimitBytes) {
        this.hasBooleans = hasBooleans;
        this.failure = failure;
        this.room = memoryLimitBytes / BYTES_PER_ITEM;
    }

    /**
     * Returns the reply for a value.
     *
     * @throws LuaError when it takes too much memory
     */
    Reply of(LuaValue value) {
        return of(value, 0);
    }

    private Reply of(LuaValue value, int depth) {
        if (--room < 0) {
            throw new LuaError("not enough memory");
        }
        if (value instanceof LuaNumber number) {
            return Reply.of(LuaNumber.toLong(number.value()));
        }
        if (value instanceof LuaString string) {
            return new Reply.Bulk(string.bytes());
        }
        if (value instanceof LuaBoolean) {
            return bool(value.isTruthy());
        }
        if (value instanceof LuaTable table) {
            return depth < MAX_DEPTH ? table(table, depth) : TOO_DEEP;
        }
        return Reply.NIL;
    }

    private Reply bool(boolean value) {
        if (hasBooleans) {
            return new Reply.Bool(value);
        }
        return value ? Reply.ONE : Reply.NIL;
    }

    private Reply table(LuaTable table, int depth) {
        Reply special = special(table, depth);
        return special == null ? array(table, depth) : special;
    }

    private @Nullable Reply special(LuaTable table, int depth) {
        if (table.get(ReplyFields.ERR) instanceof LuaString) {
            return new Reply.ErrorReply(failure.message(table));
        }
        if (table.get(ReplyFields.OK) instanceof LuaString status) {
            return new Reply.Simple(Texts.of(status));
        }
        if (table.get(ReplyFields.DOUBLE) instanceof LuaNumber number) {
            return new Reply.Decimal(number.value());
        }
        if (table.get(ReplyFields.BIG_NUMBER) instanceof LuaString digits) {
            return bigNumber(digits);
        }
        if (table.get(ReplyFields.VERBATIM) instanceof LuaTable parts
                && parts.get(ReplyFields.STRING) instanceof LuaString text
                && parts.get(ReplyFields.FORMAT) instanceof LuaString format) {
            return new Reply.Verbatim(threeLetters(format), text.bytes());
        }
        if (table.get(ReplyFields.MAP) instanceof LuaTable map) {
            return new Reply.MapReply(entries(map, depth + 1, true));
        }
        if (table.get(ReplyFields.SET) instanceof LuaTable set) {
            return new Reply.SetReply(entries(set, depth + 1, false));
        }
        return null;
    }

    /** What is no number stays a text: it could not be told from garbage where a number stands. */
    private static Reply bigNumber(LuaString digits) {
        String text = Bytes.text(digits.bytes());
        try {
            return new Reply.BigNumber(new BigInteger(text));
        } catch (NumberFormatException e) {
            return Reply.of(text.replace('\r', ' ').replace('\n', ' '));
        }
    }

    private static String threeLetters(LuaString format) {
        return (Texts.of(format) + "   ").substring(0, 3);
    }

    private List<Reply> entries(LuaTable table, int depth, boolean withValues) {
        List<Reply> items = new ArrayList<>();
        for (int at = table.nextPosition(0); at > 0; at = table.nextPosition(at)) {
            items.add(of(table.keyAt(at), depth));
            if (withValues) {
                items.add(of(table.valueAt(at), depth));
            }
        }
        return items;
    }

    private Reply array(LuaTable table, int depth) {
        List<Reply> items = new ArrayList<>();
        for (int i = 1; ; i++) {
            LuaValue item = table.get(i);
            if (item.isNil()) {
                return new Reply.Array(items);
            }
            items.add(of(item, depth + 1));
        }
    }
}
