package io.redispatterns.engine.command.connection;

import static io.redispatterns.engine.command.CommandFlag.ALLOW_BUSY;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.NO_AUTH;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;
import java.util.List;

/** HELLO, AUTH, PING, ECHO, SELECT, QUIT, RESET. */
public final class ConnectionCommands {

    private static final Reply PONG = new Reply.Simple("PONG");
    private static final Reply RESET = new Reply.Simple("RESET");

    /** Where the options of HELLO begin. */
    private static final int FIRST_OPTION = 2;

    private ConnectionCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.CONNECTION);

        t.command(
                        "HELLO",
                        "[arguments={protover:integer [AUTH username_password={username password}] [SETNAME clientname]}]")
                .since("6.0.0")
                .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
                .conceals(ConnectionCommands::isPasswordOfHello)
                .returns(ReplyShape.MAP)
                .complexity("O(1)")
                .summary("Chooses the protocol, and tells what the client talks to.")
                .runs(ConnectionCommands::hello);
        t.command("AUTH", "[username@6.0.0] password")
                .since("1.0.0")
                .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
                .conceals((argv, index) -> index > 0)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Lets the client in by a password.")
                .runs(ConnectionCommands::auth);
        t.command("PING", "[message]")
                .since("1.0.0")
                .flags(FAST)
                .whileSubscribed()
                .tips("request_policy:all_shards", "response_policy:all_succeeded")
                .returns(ReplyShape.STATUS.or(ReplyShape.BULK).or(ReplyShape.ARRAY))
                .complexity("O(1)")
                .summary("Answers, to show that the connection lives.")
                .runs(ConnectionCommands::ping);
        t.command("ECHO", "message")
                .since("1.0.0")
                .flags(LOADING, STALE, FAST)
                .returns(ReplyShape.BULK)
                .complexity("O(1)")
                .summary("Returns its argument.")
                .runs(in -> Reply.of(in.arg(1)));
        t.command("SELECT", "index:integer")
                .since("1.0.0")
                .flags(LOADING, STALE, FAST)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Makes the client work on another database.")
                .runs(ConnectionCommands::select);
        t.command("QUIT", "")
                .arity(-1)
                .since("1.0.0")
                .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
                .immediate()
                .whileSubscribed()
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Ends the connection.")
                .runs(ConnectionCommands::quit);
        t.command("RESET", "")
                .since("6.2.0")
                .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
                .immediate()
                .whileSubscribed()
                .returns(ReplyShape.STATUS)
                .complexity("O(1)")
                .summary("Brings the connection back to how it was when it began.")
                .runs(ConnectionCommands::reset);
    }

    private static Reply hello(Invocation in) {
        ArgReader args = in.argsFrom(1);
        RespVersion protocol =
                args.hasNext() ? protocol(args.next()) : in.client().protocol();
        while (args.hasNext()) {
            helloOption(in, args);
        }
        if (!in.client().isAuthenticated()) {
            throw Errors.helloNeedsAuth();
        }
        in.client().speak(protocol);
        return new Reply.MapReply(List.of(
                Reply.of("server"),
                Reply.of("redis"),
                Reply.of("version"),
                Reply.of(CommandTable.REDIS_VERSION),
                Reply.of("proto"),
                Reply.of(protocol.number()),
                Reply.of("id"),
                Reply.of(in.client().id()),
                Reply.of("mode"),
                Reply.of(in.config().get(Directives.CLUSTER_ENABLED) ? "cluster" : "standalone"),
                Reply.of("role"),
                Reply.of("master"),
                Reply.of("modules"),
                Reply.EMPTY_ARRAY));
    }

    /** Each option has its effect at once, whatever becomes of those behind it. */
    private static void helloOption(Invocation in, ArgReader args) {
        if (args.acceptWith("AUTH", 2)) {
            Authentication.authenticate(in, args.next(), args.next());
        } else if (args.acceptWith("SETNAME", 1)) {
            in.client().rename(ClientText.check(args.next(), "Client names"));
        } else {
            throw Errors.helloOption(args.next());
        }
    }

    /** The two words behind AUTH, in the place of an option. */
    private static boolean isPasswordOfHello(byte[][] argv, int index) {
        int option = FIRST_OPTION;
        while (option < argv.length) {
            boolean isAuth = Bytes.equalsIgnoreCase(argv[option], "AUTH");
            if (isAuth && (index == option + 1 || index == option + 2)) {
                return true;
            }
            option += isAuth ? 3 : 2;
        }
        return false;
    }

    private static RespVersion protocol(byte[] word) {
        Long number = Numbers.parseLong(word);
        if (number == null) {
            throw Errors.of("ERR Protocol version is not an integer or out of range");
        }
        for (RespVersion version : RespVersion.values()) {
            if (version.number() == number) {
                return version;
            }
        }
        throw Errors.of("NOPROTO unsupported protocol version");
    }

    private static Reply auth(Invocation in) {
        if (in.argc() > 3) {
            throw Errors.syntax();
        }
        if (in.argc() == 3) {
            Authentication.authenticate(in, in.arg(1), in.arg(2));
        } else if (Authentication.isRequired(in)) {
            Authentication.authenticate(in, Bytes.of(Authentication.DEFAULT_USER), in.arg(1));
        } else {
            throw Errors.noPasswordConfigured();
        }
        return Reply.OK;
    }

    private static Reply ping(Invocation in) {
        if (in.argc() > 2) {
            throw Errors.wrongArity("ping");
        }
        byte[] message = in.argc() == 2 ? in.arg(1) : null;
        if (in.client().protocol() == RespVersion.RESP2
                && !in.client().subscriptions().isEmpty()) {
            return Reply.array(Reply.of("pong"), Reply.of(message == null ? Bytes.EMPTY : message));
        }
        return message == null ? PONG : Reply.of(message);
    }

    private static Reply select(Invocation in) {
        long number = ArgReader.toLong(in.arg(1));
        if (number != (int) number) {
            throw Errors.outOfRange(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (number != 0 && in.config().get(Directives.CLUSTER_ENABLED)) {
            throw Errors.notInCluster("SELECT");
        }
        if (number < 0 || number >= in.engine().keyspace().databaseCount()) {
            throw Errors.databaseOutOfRange();
        }
        in.client().select((int) number);
        return Reply.OK;
    }

    private static Reply quit(Invocation in) {
        in.client().closeAfterReply();
        return Reply.OK;
    }

    private static Reply reset(Invocation in) {
        in.client().reset();
        return RESET;
    }
}
