package io.redispatterns.engine.command.scripting;

import static io.redispatterns.engine.command.CommandFlag.ALLOW_BUSY;
import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.NO_MANDATORY_KEYS;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.SKIP_MONITOR;
import static io.redispatterns.engine.command.CommandFlag.STALE;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.AclCategory;
import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Functions;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Bytes;

/** FCALL, FCALL_RO, FUNCTION. */
public final class FunctionCommands {

    private static final int KEY_COUNT = 2;
    private static final String ALL_SHARDS = "request_policy:all_shards";
    private static final String ALL_SUCCEEDED = "response_policy:all_succeeded";

    private FunctionCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.SCRIPTING);
        t.command("FCALL", "function numkeys:integer [key...] [arg...]")
                .since("7.0.0")
                .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS)
                .keySpecs(ScriptingCommands.counted(
                        "We cannot tell how the keys will be used so we assume the worst, RW and UPDATE",
                        ScriptingCommands.ANY_USE))
                .returns(ReplyShape.OF_SCRIPT)
                .complexity("Depends on the function")
                .summary("Runs a function of a library.")
                .runs(in -> call(in, false));
        t.command("FCALL_RO", "function numkeys:integer [key...] [arg...]")
                .since("7.0.0")
                .flags(READONLY, NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS)
                .keySpecs(ScriptingCommands.counted(
                        "We cannot tell how the keys will be used so we assume the worst, RO and ACCESS",
                        ScriptingCommands.ANY_READING))
                .returns(ReplyShape.OF_SCRIPT)
                .complexity("Depends on the function")
                .summary("Runs a function of a library that does not write.")
                .runs(in -> call(in, true));
        t.command("FUNCTION", "")
                .since("7.0.0")
                .complexity("Depends on the subcommand")
                .summary("Keeps and stops functions.")
                .contains(FunctionCommands::registerSubcommands);
    }

    private static void registerSubcommands(CommandTable.Family t) {
        registerChanges(t);
        registerTransfer(t);
        t.command("LIST", "[LIBRARYNAME library-name-pattern] [withcode=WITHCODE]")
                .since("7.0.0")
                .flags(NOSCRIPT)
                .tips("nondeterministic_output_order")
                .returns(ReplyShape.arrayOf(ReplyShape.MAP))
                .complexity("O(N), when N is the number of functions")
                .summary("Tells of the libraries and their functions.")
                .runs(in -> FunctionReports.list(in, ListOptions.read(in.argsFrom(2))));
        t.command("STATS", "")
                .since("7.0.0")
                .flags(NOSCRIPT, ALLOW_BUSY)
                .tips("nondeterministic_output", ALL_SHARDS, "response_policy:special")
                .returns(ReplyShape.MAP)
                .complexity("O(1)")
                .summary("Tells which function runs, and how many there are.")
                .runs(FunctionReports::stats);
        t.command("KILL", "")
                .since("7.0.0")
                .flags(NOSCRIPT, ALLOW_BUSY)
                .tips(ALL_SHARDS, "response_policy:one_succeeded")
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Stops the function that runs, if it has written nothing yet.")
                .runs(FunctionCommands::kill);
        t.help("7.0.0", AclCategory.SCRIPTING);
    }

    private static void registerChanges(CommandTable.Family t) {
        t.command("LOAD", "[replace=REPLACE] function-code")
                .since("7.0.0")
                .flags(WRITE, DENYOOM, NOSCRIPT)
                .tips(ALL_SHARDS, ALL_SUCCEEDED)
                .returns(ReplyShape.BULK)
                .complexity("O(N), when N is the length of the library in bytes, and what it does when it is loaded")
                .summary("Loads a library of functions and returns its name.")
                .runs(FunctionCommands::load);
        t.command("DELETE", "library-name")
                .since("7.0.0")
                .flags(WRITE, NOSCRIPT)
                .tips(ALL_SHARDS, ALL_SUCCEEDED)
                .returns(ReplyShape.OK)
                .complexity("O(N), when N is the number of the library's functions")
                .summary("Deletes a library and its functions.")
                .runs(FunctionCommands::delete);
        t.command("FLUSH", "[async=(ASYNC|SYNC)]")
                .since("7.0.0")
                .flags(WRITE, NOSCRIPT)
                .tips(ALL_SHARDS, ALL_SUCCEEDED)
                .returns(ReplyShape.OK)
                .complexity("O(N), when N is the number of functions")
                .summary("Deletes all libraries.")
                .runs(FunctionCommands::flush);
    }

    private static void registerTransfer(CommandTable.Family t) {
        t.command("DUMP", "")
                .since("7.0.0")
                .flags(NOSCRIPT)
                .returns(ReplyShape.BULK)
                .complexity("O(N), when N is the length of all libraries")
                .summary("Returns all libraries in the form that FUNCTION RESTORE takes.")
                .runs(FunctionTransfer::dump);
        t.command("RESTORE", "serialized-value [policy=(FLUSH|APPEND|REPLACE)]")
                .since("7.0.0")
                .flags(WRITE, DENYOOM, NOSCRIPT)
                .tips(ALL_SHARDS, ALL_SUCCEEDED)
                .returns(ReplyShape.OK)
                .complexity("O(N), when N is the length of the libraries, and what they do when they are loaded")
                .summary("Loads the libraries that FUNCTION DUMP has returned.")
                .runs(FunctionTransfer::restore);
    }

    private static Reply call(Invocation in, boolean readOnly) {
        Functions functions = in.engine().functions();
        if (!functions.has(in.arg(1))) {
            throw Errors.of("ERR Function not found");
        }
        return functions.run(in, ScriptingCommands.checkedKeyCount(in, keyCount(in)), readOnly);
    }

    private static long keyCount(Invocation in) {
        try {
            return ArgReader.toLong(in.arg(KEY_COUNT));
        } catch (CommandException e) {
            throw Errors.of("ERR Bad number of keys provided");
        }
    }

    private static Reply load(Invocation in) {
        boolean replace = false;
        for (int i = 2; i < in.argc() - 1; i++) {
            if (!Bytes.equalsIgnoreCase(in.arg(i), "REPLACE")) {
                throw Errors.of("ERR Unknown option given: " + Bytes.text(in.arg(i)));
            }
            replace = true;
        }
        String name = in.engine().functions().load(in.arg(in.argc() - 1), replace);
        in.propagateAsIs();
        return Reply.of(name);
    }

    private static Reply delete(Invocation in) {
        if (!in.engine().functions().delete(in.arg(2))) {
            throw Errors.of("ERR Library not found");
        }
        in.propagateAsIs();
        return Reply.OK;
    }

    private static Reply flush(Invocation in) {
        ArgReader args = in.argsFrom(2);
        if (in.argc() > 3) {
            throw Errors.subcommandSyntax("FUNCTION", in.arg(1));
        }
        if (args.hasNext() && !args.accept("ASYNC") && !args.accept("SYNC")) {
            throw Errors.of("ERR FUNCTION FLUSH only supports SYNC|ASYNC option");
        }
        in.engine().functions().deleteAll();
        in.propagateAsIs();
        return Reply.OK;
    }

    private static Reply kill(Invocation in) {
        in.engine().longRuns().kill(true);
        return Reply.OK;
    }
}
