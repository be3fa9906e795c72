package io.redispatterns.engine.command.scripting;

import static io.redispatterns.engine.command.CommandFlag.ALLOW_BUSY;
import static io.redispatterns.engine.command.CommandFlag.MAY_REPLICATE;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.NO_MANDATORY_KEYS;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.SKIP_MONITOR;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.AclCategory;
import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.KeySpec;
import io.redispatterns.engine.command.Scripts;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** EVAL, EVALSHA, their read-only forms, SCRIPT. */
public final class ScriptingCommands {

    private static final int DIGEST_LENGTH = 40;
    private static final int TEXT = 1;
    private static final int KEY_COUNT = 2;
    private static final int FIRST_KEY = 3;
    static final Set<KeyFlag> ANY_USE = EnumSet.of(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE);
    static final Set<KeyFlag> ANY_READING = EnumSet.of(KeyFlag.RO, KeyFlag.ACCESS);

    private ScriptingCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.SCRIPTING);
        t.command("EVAL", "script numkeys:integer [key...] [arg...]")
                .since("2.6.0")
                .flags(NOSCRIPT, MAY_REPLICATE, SKIP_MONITOR, STALE, NO_MANDATORY_KEYS)
                .keySpecs(counted(
                        "We cannot tell how the keys will be used so we assume the worst, RW and UPDATE", ANY_USE))
                .prepares((engine, argv) -> engine.scripts().prepare(argv[TEXT]))
                .returns(ReplyShape.OF_SCRIPT)
                .complexity("Depends on the script")
                .summary("Runs a script in Lua.")
                .runs(in -> eval(in, false));
        t.command("EVALSHA", "sha1 numkeys:integer [key...] [arg...]")
                .since("2.6.0")
                .flags(NOSCRIPT, MAY_REPLICATE, SKIP_MONITOR, STALE, NO_MANDATORY_KEYS)
                .keySpecs(counted(null, ANY_USE))
                .returns(ReplyShape.OF_SCRIPT)
                .complexity("Depends on the script")
                .summary("Runs a script that the engine knows, by its digest.")
                .runs(in -> evalSha(in, false));
        t.command("EVAL_RO", "script numkeys:integer [key...] [arg...]")
                .since("7.0.0")
                .flags(READONLY, NOSCRIPT, SKIP_MONITOR, STALE, NO_MANDATORY_KEYS)
                .keySpecs(counted(
                        "We cannot tell how the keys will be used so we assume the worst, RO and ACCESS", ANY_READING))
                .prepares((engine, argv) -> engine.scripts().prepare(argv[TEXT]))
                .returns(ReplyShape.OF_SCRIPT)
                .complexity("Depends on the script")
                .summary("Runs a script in Lua that must not write.")
                .runs(in -> eval(in, true));
        t.command("EVALSHA_RO", "sha1 numkeys:integer [key...] [arg...]")
                .since("7.0.0")
                .flags(READONLY, NOSCRIPT, SKIP_MONITOR, STALE, NO_MANDATORY_KEYS)
                .keySpecs(counted(null, ANY_READING))
                .returns(ReplyShape.OF_SCRIPT)
                .complexity("Depends on the script")
                .summary("Runs a script that the engine knows and that must not write, by its digest.")
                .runs(in -> evalSha(in, true));
        t.command("SCRIPT", "")
                .since("2.6.0")
                .complexity("Depends on the subcommand")
                .summary("Keeps and stops scripts.")
                .contains(ScriptingCommands::registerSubcommands);
    }

    private static void registerSubcommands(CommandTable.Family t) {
        t.command("LOAD", "script")
                .since("2.6.0")
                .flags(NOSCRIPT, STALE)
                .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                .prepares((engine, argv) -> engine.scripts().prepare(argv[TEXT + 1]))
                .returns(ReplyShape.BULK)
                .complexity("O(N), when N is the length of the script in bytes")
                .summary("Keeps a script and returns its digest.")
                .runs(in -> Reply.of(in.engine().scripts().load(in.arg(TEXT + 1))));
        t.command("EXISTS", "sha1...")
                .since("2.6.0")
                .flags(NOSCRIPT)
                .tips("request_policy:all_shards", "response_policy:agg_logical_and")
                .returns(ReplyShape.arrayOf(ReplyShape.INTEGER))
                .complexity("O(N), when N is the number of digests")
                .summary("Tells of digests whether their scripts are kept.")
                .runs(ScriptingCommands::exists);
        t.command("FLUSH", "[async=(ASYNC|SYNC)@6.2.0]")
                .since("2.6.0")
                .flags(NOSCRIPT)
                .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                .returns(ReplyShape.OK)
                .complexity("O(N), when N is the number of scripts kept")
                .summary("Forgets all scripts.")
                .runs(ScriptingCommands::flush);
        t.command("KILL", "")
                .since("2.6.0")
                .flags(NOSCRIPT, ALLOW_BUSY)
                .tips("request_policy:all_shards", "response_policy:one_succeeded")
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Stops the script that runs, if it has written nothing yet.")
                .runs(ScriptingCommands::kill);
        t.command("DEBUG", "mode=(YES|SYNC|NO)")
                .since("3.2.0")
                .flags(NOSCRIPT)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Ends the debugging of scripts; there is no debugger to begin it with.")
                .runs(ScriptingCommands::debug);
        t.help("5.0.0", AclCategory.SCRIPTING);
    }

    /** The keys that a number says how many they are. */
    static KeySpec counted(@Nullable String notes, Set<KeyFlag> flags) {
        return new KeySpec(flags, notes, new KeySpec.AtIndex(KEY_COUNT), new KeySpec.KeyCount(0, 1, 1));
    }

    private static Reply eval(Invocation in, boolean readOnly) {
        return in.engine().scripts().runText(in, keyCount(in), readOnly);
    }

    private static Reply evalSha(Invocation in, boolean readOnly) {
        if (in.arg(TEXT).length != DIGEST_LENGTH) {
            throw Errors.noScript();
        }
        return in.engine().scripts().runKnown(in, keyCount(in), readOnly);
    }

    /** Returns a number of keys as it is if there are so many words from the third on. */
    static int checkedKeyCount(Invocation in, long count) {
        if (count > in.argc() - FIRST_KEY) {
            throw Errors.of("ERR Number of keys can't be greater than number of args");
        }
        if (count < 0) {
            throw Errors.of("ERR Number of keys can't be negative");
        }
        return (int) count;
    }

    private static int keyCount(Invocation in) {
        long count = ArgReader.toLong(in.arg(KEY_COUNT));
        return checkedKeyCount(in, count);
    }

    private static Reply exists(Invocation in) {
        Scripts scripts = in.engine().scripts();
        List<Reply> found = new ArrayList<>();
        for (int i = 2; i < in.argc(); i++) {
            found.add(Reply.of(scripts.has(in.arg(i))));
        }
        return new Reply.Array(found);
    }

    private static Reply flush(Invocation in) {
        ArgReader args = in.argsFrom(2);
        boolean known = !args.hasNext() || args.accept("ASYNC") || args.accept("SYNC");
        if (!known || args.hasNext()) {
            throw Errors.of("ERR SCRIPT FLUSH only support SYNC|ASYNC option");
        }
        in.engine().scripts().forgetAll();
        return Reply.OK;
    }

    private static Reply kill(Invocation in) {
        in.engine().longRuns().kill(false);
        return Reply.OK;
    }

    private static Reply debug(Invocation in) {
        ArgReader args = in.argsFrom(2);
        if (args.accept("NO")) {
            return Reply.OK;
        }
        throw args.accept("YES") || args.accept("SYNC")
                ? Errors.of("ERR SCRIPT DEBUG is refused: there is no debugger for scripts here")
                : Errors.of("ERR Use SCRIPT DEBUG YES/SYNC/NO");
    }
}
