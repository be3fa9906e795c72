package io.redispatterns.engine.command.connection;

import static io.redispatterns.engine.command.CommandFlag.ADMIN;
import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.command.ClientLibrary;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.ReplyMode;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Bytes;

/** CLIENT and what a client says or asks about itself; what is about all clients stands in {@link ClientListCommands}. */
public final class ClientCommands {

    private ClientCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        root.group(CommandGroup.CONNECTION)
                .command("CLIENT", "")
                .since("2.4.0")
                .complexity("Depends on the subcommand")
                .summary("Tells of clients and changes them.")
                .contains(t -> {
                    registerNames(t);
                    registerState(t);
                    ClientListCommands.register(t);
                    PauseCommands.register(t);
                    TrackingCommands.register(t);
                    t.help("5.0.0");
                });
    }

    private static void registerNames(CommandTable.Family t) {
        t.command("ID", "")
                .since("5.0.0")
                .flags(NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Returns the client's number.")
                .runs(in -> Reply.of(in.client().id()));
        t.command("GETNAME", "")
                .since("2.6.9")
                .flags(NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Returns the name that the client gave itself.")
                .runs(ClientCommands::getName);
        t.command("SETNAME", "connection-name")
                .since("2.6.9")
                .flags(NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Gives the client a name.")
                .runs(ClientCommands::setName);
        t.command("SETINFO", "attr=(libname=LIB-NAME|libver=LIB-VER) value")
                .since("7.2.0")
                .flags(NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Notes the library that the client uses.")
                .runs(ClientCommands::setInfo);
    }

    private static void registerState(CommandTable.Family t) {
        t.command("INFO", "")
                .since("6.2.0")
                .flags(NOSCRIPT, LOADING, STALE)
                .tips("nondeterministic_output")
                .returns(ReplyShape.VERBATIM)
                .complexity("O(1)")
                .summary("Returns the client's line of CLIENT LIST.")
                .runs(in -> ClientLine.reply(ClientLine.of(in.client(), in.now())));
        t.command("REPLY", "on_off_skip=(ON|OFF|SKIP)")
                .since("3.2.0")
                .flags(NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.OK.or(ReplyShape.NONE))
                .complexity("O(1)")
                .summary("Asks for replies, for none, or for none to the next command.")
                .runs(ClientCommands::reply);
        t.command("NO-EVICT", "enabled=(ON|OFF)")
                .since("7.0.0")
                .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Keeps the client from being closed when memory runs short.")
                .runs(ClientCommands::noEvict);
        t.command("NO-TOUCH", "enabled=(ON|OFF)")
                .since("7.2.0")
                .flags(NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Lets keys not count as used that the client looks at.")
                .runs(ClientCommands::noTouch);
        t.command("UNBLOCK", "client-id:integer [timeout_error=(TIMEOUT|ERROR)]")
                .since("5.0.0")
                .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Ends the wait of a client that a blocking command holds.")
                .runs(ClientCommands::unblock);
    }

    private static Reply getName(Invocation in) {
        String name = in.client().name();
        return name.isEmpty() ? Reply.NIL : Reply.of(name);
    }

    private static Reply setName(Invocation in) {
        in.client().rename(ClientText.check(in.arg(2), "Client names"));
        return Reply.OK;
    }

    private static Reply setInfo(Invocation in) {
        ClientLibrary before = in.client().library();
        ArgReader args = in.argsFrom(2);
        if (args.accept("LIB-NAME")) {
            in.client().library(new ClientLibrary(ClientText.check(args.next(), "lib-name"), before.version()));
        } else if (args.accept("LIB-VER")) {
            in.client().library(new ClientLibrary(before.name(), ClientText.check(args.next(), "lib-ver")));
        } else {
            throw Errors.of("ERR Unrecognized option '" + Bytes.text(args.next()) + "'");
        }
        return Reply.OK;
    }

    private static Reply reply(Invocation in) {
        ArgReader args = in.argsFrom(2);
        for (ReplyMode mode : ReplyMode.values()) {
            if (args.accept(mode.name())) {
                in.client().answer(mode);
                return mode == ReplyMode.ON ? Reply.OK : Reply.NONE;
            }
        }
        throw args.syntaxError();
    }

    private static Reply noEvict(Invocation in) {
        in.client().protectFromEviction(onOrOff(in.argsFrom(2)));
        return Reply.OK;
    }

    private static Reply noTouch(Invocation in) {
        in.client().leaveNoTrace(onOrOff(in.argsFrom(2)));
        return Reply.OK;
    }

    private static boolean onOrOff(ArgReader args) {
        boolean on = args.accept("ON");
        if (!on && !args.accept("OFF")) {
            throw args.syntaxError();
        }
        return on;
    }

    private static Reply unblock(Invocation in) {
        if (in.argc() > 4) {
            throw Errors.subcommandSyntax("CLIENT", in.arg(1));
        }
        ArgReader reason = in.argsFrom(3);
        boolean withError = reason.accept("ERROR");
        if (!withError && reason.hasNext() && !reason.accept("TIMEOUT")) {
            throw Errors.of("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
        }
        long id = ArgReader.toLong(in.arg(2));
        Client client = in.engine().clients().find(id);
        return Reply.of(client != null && client.unblock(withError));
    }
}
