package io.redispatterns.engine.command.server;

import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.AclCategory;
import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyUse;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** COMMAND: what the table says, as it says it. */
public final class CommandCommands {

    private static final String ANY_ORDER = "nondeterministic_output_order";

    private CommandCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        root.group(CommandGroup.SERVER)
                .command("COMMAND", "")
                .arity(-1)
                .since("2.8.13")
                .flags(LOADING, STALE)
                .categories(AclCategory.CONNECTION)
                .tips(ANY_ORDER)
                .returns(ReplyShape.ARRAY)
                .complexity("O(N), when N is the number of commands")
                .summary("Tells of all commands what a client has to know.")
                .runsAndContains(CommandCommands::all, CommandCommands::registerSubcommands);
    }

    private static void registerSubcommands(CommandTable.Family t) {
        row(t, "COUNT", "")
                .since("2.8.13")
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Counts the commands.")
                .runs(in -> Reply.of(in.engine().commands().commands().size()));
        row(t, "DOCS", "[command-name...]")
                .since("7.0.0")
                .tips(ANY_ORDER)
                .returns(ReplyShape.MAP)
                .complexity("O(N), when N is the number of commands asked about")
                .summary("Tells of commands what a user has to know.")
                .runs(CommandCommands::docs);
        row(t, "GETKEYS", "")
                .arity(-4)
                .since("2.8.13")
                .returns(ReplyShape.arrayOf(ReplyShape.BULK))
                .complexity("O(N), when N is the number of words of the call")
                .summary("Finds the keys of a call.")
                .runs(in -> keys(in, use -> Reply.of(in.arg(use.index() + 2))));
        row(t, "GETKEYSANDFLAGS", "")
                .arity(-4)
                .since("7.0.0")
                .returns(ReplyShape.arrayOf(ReplyShape.ARRAY))
                .complexity("O(N), when N is the number of words of the call")
                .summary("Finds the keys of a call and what it does with each.")
                .runs(in -> keys(
                        in, use -> Reply.array(Reply.of(in.arg(use.index() + 2)), CommandInfo.flags(use.flags()))));
        row(t, "INFO", "[command-name...]")
                .since("2.8.13")
                .tips(ANY_ORDER)
                .returns(ReplyShape.ARRAY)
                .complexity("O(N), when N is the number of commands asked about")
                .summary("Tells of commands what a client has to know.")
                .runs(CommandCommands::info);
        row(t, "LIST", "[FILTERBY filterby=(MODULE module-name|ACLCAT category|PATTERN pattern)]")
                .since("7.0.0")
                .tips(ANY_ORDER)
                .returns(ReplyShape.arrayOf(ReplyShape.BULK))
                .complexity("O(N), when N is the number of commands")
                .summary("Lists the names of commands.")
                .runs(CommandCommands::list);
        t.help("5.0.0", AclCategory.CONNECTION);
    }

    private static CommandRow row(CommandTable.Family t, String name, String syntax) {
        return t.command(name, syntax).flags(LOADING, STALE).categories(AclCategory.CONNECTION);
    }

    private static Reply all(Invocation in) {
        return new Reply.Array(
                in.engine().commands().commands().stream().map(CommandInfo::of).toList());
    }

    private static Reply info(Invocation in) {
        if (in.argc() == 2) {
            return all(in);
        }
        List<Reply> infos = new ArrayList<>();
        for (int i = 2; i < in.argc(); i++) {
            CommandSpec command = in.engine().commands().findByFullName(in.arg(i));
            infos.add(command == null ? Reply.NIL : CommandInfo.of(command));
        }
        return new Reply.Array(infos);
    }

    private static Reply docs(Invocation in) {
        CommandTable table = in.engine().commands();
        if (in.argc() == 2) {
            return CommandDocs.of(table.commands());
        }
        List<CommandSpec> named = new ArrayList<>();
        for (int i = 2; i < in.argc(); i++) {
            CommandSpec command = table.findByFullName(in.arg(i));
            if (command != null) {
                named.add(command);
            }
        }
        return CommandDocs.of(named);
    }

    private static Reply list(Invocation in) {
        Predicate<CommandSpec> filter = filter(in.argsFrom(2));
        return new Reply.Array(withSubcommands(in.engine().commands().commands())
                .filter(filter)
                .map(command -> Reply.of(command.fullName()))
                .toList());
    }

    private static Predicate<CommandSpec> filter(ArgReader args) {
        if (!args.hasNext()) {
            return command -> true;
        }
        if (args.remaining() != 3 || !args.accept("FILTERBY")) {
            throw args.syntaxError();
        }
        if (args.accept("MODULE")) {
            return command -> false;
        }
        if (args.accept("ACLCAT")) {
            String category = "@" + Bytes.text(args.next());
            return command ->
                    command.categories().stream().anyMatch(own -> own.text().equalsIgnoreCase(category));
        }
        if (args.accept("PATTERN")) {
            byte[] pattern = args.next();
            return command -> Glob.matchesIgnoreCase(pattern, Bytes.of(command.fullName()));
        }
        throw args.syntaxError();
    }

    private static Stream<CommandSpec> withSubcommands(Collection<CommandSpec> commands) {
        return commands.stream().flatMap(command -> Stream.concat(Stream.of(command), command.subcommands().stream()));
    }

    private static Reply keys(Invocation in, Function<KeyUse, Reply> reply) {
        byte[][] call = new byte[in.argc() - 2][];
        for (int i = 0; i < call.length; i++) {
            call[i] = in.arg(i + 2);
        }
        CommandSpec command = called(in, call);
        if (!command.hasKeys()) {
            throw Errors.of("ERR The command has no key arguments");
        }
        if (!command.acceptsWords(call.length)) {
            throw Errors.of("ERR Invalid number of arguments specified for command");
        }
        List<KeyUse> keys = command.keysOf(call);
        if (keys != null && !keys.isEmpty()) {
            return new Reply.Array(keys.stream().map(reply).toList());
        }
        if (command.is(CommandFlag.NO_MANDATORY_KEYS)) {
            return Reply.EMPTY_ARRAY;
        }
        throw Errors.of("ERR Invalid arguments specified for command");
    }

    private static CommandSpec called(Invocation in, byte[][] call) {
        try {
            return in.engine().commands().resolve(call);
        } catch (CommandException e) {
            throw Errors.of("ERR Invalid command specified");
        }
    }
}
