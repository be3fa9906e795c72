package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.Builtin;
import io.redispatterns.engine.lua.LuaBoolean;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.lua.Tuple;
import io.redispatterns.engine.lua.Values;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.util.Bytes;
import org.jspecify.annotations.Nullable;

/** The table {@code redis}: what scripts have of Redis. */
final class RedisLibrary {

    private static final System.Logger LOG = System.getLogger(RedisLibrary.class.getName());

    /** Redis's levels from 0 on: debug, verbose, notice, warning. */
    private static final System.Logger.Level[] LEVELS = {
        System.Logger.Level.TRACE, System.Logger.Level.DEBUG, System.Logger.Level.INFO, System.Logger.Level.WARNING
    };

    private static final int REPLICATE_TO_FILE = 1;
    private static final int REPLICATE_TO_ALL = 3;

    private final LuaState lua;
    private final CommandCalls calls;
    private final LuaTable table;

    private RedisLibrary(LuaState lua, CommandCalls calls) {
        this.lua = lua;
        this.calls = calls;
        this.table = lua.newTable();
    }

    /** Returns the table that scripts have. */
    static LuaTable ofScripts(LuaState lua, CommandCalls calls) {
        RedisLibrary library = new RedisLibrary(lua, calls);
        library.addBasics();
        library.addCommands();
        library.set("replicate_commands", in -> LuaBoolean.TRUE);
        library.set("breakpoint", in -> LuaBoolean.FALSE);
        library.set("debug", in -> Tuple.EMPTY);
        return library.table;
    }

    /** Returns the table that functions have. */
    static LuaTable ofFunctions(LuaState lua, CommandCalls calls) {
        RedisLibrary library = new RedisLibrary(lua, calls);
        library.addBasics();
        library.addCommands();
        return library.table;
    }

    /** Returns the table that libraries have while they are loaded. */
    static LuaTable ofLoading(LuaState lua, CommandCalls calls, Builtin.Body registerFunction) {
        RedisLibrary library = new RedisLibrary(lua, calls);
        library.addBasics();
        library.set("register_function", registerFunction);
        return library.table;
    }

    private void addBasics() {
        set("log", this::log);
        set("LOG_DEBUG", 0);
        set("LOG_VERBOSE", 1);
        set("LOG_NOTICE", 2);
        set("LOG_WARNING", 3);
        table.put("REDIS_VERSION", LuaString.of(CommandTable.REDIS_VERSION));
        set("REDIS_VERSION_NUM", versionNumber());
    }

    private void addCommands() {
        set("call", calls::call);
        set("pcall", calls::pcall);
        set("setresp", this::setresp);
        set("sha1hex", this::sha1hex);
        set("error_reply", this::errorReply);
        set("status_reply", this::statusReply);
        set("set_repl", this::setRepl);
        set("REPL_NONE", 0);
        set("REPL_AOF", REPLICATE_TO_FILE);
        set("REPL_SLAVE", 2);
        set("REPL_REPLICA", 2);
        set("REPL_ALL", REPLICATE_TO_ALL);
        set("acl_check_cmd", this::aclCheckCmd);
    }

    private void set(String name, Builtin.Body body) {
        table.put(name, new Builtin(body));
    }

    private void set(String name, int number) {
        table.put(name, LuaNumber.of(number));
    }

    /** The version with a byte for each of its parts. */
    private static int versionNumber() {
        int number = 0;
        for (String part : CommandTable.REDIS_VERSION.split("\\.", -1)) {
            number = (number << Byte.SIZE) | Integer.parseInt(part);
        }
        return number;
    }

    private Values log(Arguments in) {
        if (in.count() < 2) {
            throw failure("redis.log() requires two arguments or more.");
        }
        LuaNumber level = lua.toNumber(in.get(0));
        if (level == null) {
            throw failure("First argument must be a number (log level).");
        }
        int index = (int) LuaNumber.toLong(level.value());
        if (index < 0 || index >= LEVELS.length) {
            throw failure("Invalid debug level.");
        }
        if (LOG.isLoggable(LEVELS[index])) {
            LOG.log(LEVELS[index], message(in));
        }
        return Tuple.EMPTY;
    }

    private static String message(Arguments in) {
        StringBuilder message = new StringBuilder();
        for (int i = 1; i < in.count(); i++) {
            LuaValue part = in.get(i);
            if (part instanceof LuaString || part instanceof LuaNumber) {
                message.append(i == 1 ? "" : " ").append(Bytes.text(in.string(i).bytes()));
            }
        }
        return message.toString();
    }

    private Values setresp(Arguments in) {
        if (in.count() != 1) {
            throw failure("redis.setresp() requires one argument.");
        }
        int version = integer(in.get(0));
        if (version != 2 && version != 3) {
            throw failure("RESP version must be 2 or 3.");
        }
        calls.speak(version == 3 ? RespVersion.RESP3 : RespVersion.RESP2);
        return Tuple.EMPTY;
    }

    private Values setRepl(Arguments in) {
        if (in.count() != 1) {
            throw failure("redis.set_repl() requires two arguments.");
        }
        int targets = integer(in.get(0));
        if ((targets & ~REPLICATE_TO_ALL) != 0) {
            throw failure("Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.");
        }
        calls.propagate((targets & REPLICATE_TO_FILE) != 0);
        return Tuple.EMPTY;
    }

    /** As C casts what Lua converts: 0 for what is no number. */
    private int integer(LuaValue value) {
        LuaNumber number = lua.toNumber(value);
        return number == null ? 0 : (int) LuaNumber.toLong(number.value());
    }

    private LuaValue sha1hex(Arguments in) {
        if (in.count() != 1) {
            throw failure("wrong number of arguments");
        }
        LuaValue value = in.get(0);
        boolean isText = value instanceof LuaString || value instanceof LuaNumber;
        return lua.newString(Sha1.hex(isText ? in.string(0).bytes() : Bytes.EMPTY));
    }

    private LuaValue errorReply(Arguments in) {
        LuaString text = onlyString(in);
        return text == null ? wrongArguments() : ErrorTables.ofText(lua, text);
    }

    private LuaValue statusReply(Arguments in) {
        LuaString text = onlyString(in);
        if (text == null) {
            return wrongArguments();
        }
        LuaTable status = lua.newTable();
        status.put(ReplyFields.OK, text);
        return status;
    }

    private static @Nullable LuaString onlyString(Arguments in) {
        return in.count() == 1 && in.get(0) instanceof LuaString string ? string : null;
    }

    private LuaValue wrongArguments() {
        return ErrorTables.of(lua, "wrong number or type of arguments");
    }

    /** There is one user, who may run everything. */
    private LuaValue aclCheckCmd(Arguments in) {
        if (calls.find(in) == null) {
            throw failure("Invalid command passed to redis.acl_check_cmd()");
        }
        return LuaBoolean.TRUE;
    }

    private LuaError failure(String message) {
        return new LuaError(ErrorTables.of(lua, message));
    }
}
