package io.redispatterns.engine.command.server;

import static io.redispatterns.engine.command.CommandFlag.ADMIN;
import static io.redispatterns.engine.command.CommandFlag.ALLOW_BUSY;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.NO_MULTI;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.AclCategory;
import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Bytes;

/** TIME, INFO, SHUTDOWN. */
public final class ServerCommands {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private ServerCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.SERVER);
        t.command("TIME", "")
                .since("2.6.0")
                .flags(LOADING, STALE, FAST)
                .tips("nondeterministic_output")
                .returns(ReplyShape.arrayOf(ReplyShape.BULK))
                .complexity("O(1)")
                .summary("Returns the time: seconds since 1970 and microseconds.")
                .runs(ServerCommands::time);
        t.command("INFO", "[section...]")
                .since("1.0.0")
                .flags(LOADING, STALE)
                .categories(AclCategory.DANGEROUS)
                .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
                .returns(ReplyShape.VERBATIM)
                .complexity("O(1)")
                .summary("Tells how the engine is and what it has done.")
                .runs(in -> new Reply.Verbatim("txt", Bytes.of(new Info(in).text(in.argsFrom(1)))));
        t.command("SHUTDOWN", "[nosave_save=(NOSAVE|SAVE)] [NOW@7.0.0] [FORCE@7.0.0] [ABORT@7.0.0]")
                .since("1.0.0")
                .flags(ADMIN, NOSCRIPT, LOADING, STALE, NO_MULTI, ALLOW_BUSY)
                .returns(ReplyShape.NONE)
                .complexity("O(1)")
                .summary("Ends the server.")
                .runs(ServerCommands::shutdown);
    }

    private static Reply time(Invocation in) {
        long micros = in.engine().time().epochMicros();
        return Reply.array(
                Reply.of(Bytes.of(micros / MICROS_PER_SECOND)), Reply.of(Bytes.of(micros % MICROS_PER_SECOND)));
    }

    private static Reply shutdown(Invocation in) {
        ShutdownOptions options = ShutdownOptions.read(in.argsFrom(1));
        if (options.abort()) {
            throw Errors.of("ERR No shutdown in progress.");
        }
        if (!options.noSave() && in.engine().longRuns().current() != null) {
            throw in.engine().longRuns().busy();
        }
        if (options.save() && !options.force()) {
            throw Errors.of("ERR Errors trying to SHUTDOWN: there is no persistence to SAVE to");
        }
        in.engine().lifecycle().shutDown();
        in.client().closeAfterReply();
        return Reply.NONE;
    }

    /** What may stand behind SHUTDOWN. */
    private record ShutdownOptions(boolean noSave, boolean save, boolean force, boolean abort) {

        static ShutdownOptions read(ArgReader args) {
            boolean noSave = false;
            boolean save = false;
            boolean now = false;
            boolean force = false;
            boolean abort = false;
            while (args.hasNext()) {
                if (args.accept("NOSAVE")) {
                    noSave = true;
                } else if (args.accept("SAVE")) {
                    save = true;
                } else if (args.accept("NOW")) {
                    now = true;
                } else if (args.accept("FORCE")) {
                    force = true;
                } else if (args.accept("ABORT")) {
                    abort = true;
                } else {
                    throw args.syntaxError();
                }
            }
            if ((noSave && save) || (abort && (noSave || save || now || force))) {
                throw args.syntaxError();
            }
            return new ShutdownOptions(noSave, save, force, abort);
        }
    }
}
