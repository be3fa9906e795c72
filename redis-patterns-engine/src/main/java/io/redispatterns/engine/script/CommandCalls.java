package io.redispatterns.engine.script;

import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.LongRun;
import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.RespVersion;
import org.jspecify.annotations.Nullable;

/** The way from a script to the commands: {@code redis.call} and {@code redis.pcall}. */
final class CommandCalls {

    /** What a command counts for: a few calls of long commands must not hide that a script has run too long. */
    private static final int STEPS_PER_CALL = 2_500;

    private final Dispatcher dispatcher;
    private final LuaState lua;
    private final ScriptSession session;
    private final KnownCommands commands;
    private final LuaReplies version2;
    private final LuaReplies version3;
    private LuaReplies replies;
    private @Nullable LongRun run;
    private boolean readOnly;
    private boolean propagated;
    private final SlotBinding slots = new SlotBinding();

    CommandCalls(Dispatcher dispatcher, LuaState lua) {
        this.dispatcher = dispatcher;
        this.lua = lua;
        this.session = new ScriptSession(dispatcher);
        this.commands = new KnownCommands(dispatcher.engine().commands());
        this.version2 = new LuaReplies(lua);
        this.version3 = new LuaReplies.OfVersion3(lua);
        this.replies = version2;
    }

    /** Begins a script. */
    void begin(Client caller, LongRun newRun, boolean isReadOnly) {
        session.select(caller.database());
        speak(RespVersion.RESP2);
        run = newRun;
        readOnly = isReadOnly;
        propagated = true;
    }

    /** The slot of a cluster that binds the script. */
    SlotBinding slots() {
        return slots;
    }

    /** Sets the protocol in whose form the script gets replies. */
    void speak(RespVersion version) {
        session.speak(version);
        replies = version == RespVersion.RESP3 ? version3 : version2;
    }

    boolean speaksVersion3() {
        return session.protocol() == RespVersion.RESP3;
    }

    /** Sets whether the effects of commands are handed on. */
    void propagate(boolean isPropagated) {
        propagated = isPropagated;
    }

    /** Runs a command; an error ends the script unless it catches it. */
    LuaValue call(Arguments in) {
        byte[][] argv = argv(in);
        Reply reply = reply(in, argv);
        if (reply instanceof Reply.ErrorReply error) {
            throw new LuaError(replies.error(error));
        }
        return reply instanceof Reply.Bulk bulk ? lua.newString(bulk.bytes()) : reply.accept(replies);
    }

    /** Runs a command; an error is a value. */
    LuaValue pcall(Arguments in) {
        try {
            return reply(in, argv(in)).accept(replies);
        } catch (LuaError e) {
            return e.value();
        }
    }

    /** Returns the command that is called, or null when there is none; fails as {@link #call} does when the arguments are none. */
    @Nullable
    CommandSpec find(Arguments in) {
        return dispatcher.find(argv(in));
    }

    private byte[][] argv(Arguments in) {
        int count = in.count();
        if (count == 0) {
            throw failure("Please specify at least one argument for this redis lib call");
        }
        byte[][] argv = new byte[count][];
        for (int i = 0; i < count; i++) {
            LuaValue value = in.get(i);
            if (value instanceof LuaString string) {
                argv[i] = string.bytes();
            } else if (value instanceof LuaNumber number) {
                argv[i] = ArgumentNumber.bytes(number.value());
            } else {
                throw failure("Lua redis lib command arguments must be strings or integers");
            }
        }
        return argv;
    }

    private Reply reply(Arguments in, byte[][] argv) {
        LuaString name = in.get(0) instanceof LuaString string ? string : LuaString.of(argv[0]);
        KnownCommands.Known command = commands.find(name, argv);
        String refusal = refusal(command, argv.length);
        if (command == null || refusal != null) {
            return refused(command, refusal);
        }
        if (slots.refuses(command.spec(), argv)) {
            return refused(command, "Script attempted to access keys that do not hash to the same slot");
        }
        if (command.writes && run != null) {
            run.writes();
        }
        lua.spend(STEPS_PER_CALL);
        return dispatcher.callFromScript(session, command.spec(), argv, propagated);
    }

    private @Nullable String refusal(KnownCommands.@Nullable Known command, int words) {
        if (command == null) {
            return "Unknown Redis command called from script";
        }
        if (!command.spec().acceptsWords(words)) {
            return "Wrong number of args calling Redis command from script";
        }
        if (!command.isAllowed) {
            return "This Redis command is not allowed from script";
        }
        return readOnly && command.isRefusedToReaders ? "Write commands are not allowed from read-only scripts." : null;
    }

    private Reply refused(KnownCommands.@Nullable Known command, @Nullable String refusal) {
        if (command != null) {
            command.spec().countRejection();
        }
        Reply.ErrorReply reply = new Reply.ErrorReply("ERR " + refusal);
        dispatcher.engine().statistics().countError(reply.code());
        return reply;
    }

    private LuaError failure(String message) {
        return new LuaError(ErrorTables.of(lua, message));
    }
}
