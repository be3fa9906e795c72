package io.redispatterns.engine.command;

import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All commands by name. Built once from the families' rows; looked up by bytes in any case, without making a string.
 *
 * <p>Immutable and safe for many threads.
 */
public final class CommandTable {

    /** The version of Redis whose commands these are: the level that the engine claims. */
    public static final String REDIS_VERSION = "7.0.15";

    /** Slots for each command: few enough collisions that a lookup compares one name. */
    private static final int SPREAD = 4;

    private final List<CommandSpec> commands;
    private final @Nullable CommandSpec[] slots;

    /** Where a family writes its rows. */
    public static final class Family {

        private final CommandGroup group;
        private final @Nullable CommandSpec container;
        private final Consumer<CommandSpec> destination;

        Family(CommandGroup group, @Nullable CommandSpec container, Consumer<CommandSpec> destination) {
            this.group = group;
            this.container = container;
            this.destination = destination;
        }

        /** Returns this family's destination under another group. */
        public Family group(CommandGroup other) {
            return new Family(other, container, destination);
        }

        /**
         * Begins a row.
         *
         * @param name the command's name, or the second word of a subcommand
         * @param syntaxLine the arguments behind the name, see {@link Syntax}
         */
        public CommandRow command(String name, String syntaxLine) {
            return new CommandRow(name, container, group, syntaxLine, destination);
        }

        /** Writes the row of the subcommand HELP, which tells of its siblings what their rows say. */
        public void help(String since, AclCategory... moreCategories) {
            command("HELP", "")
                    .since(since)
                    .flags(CommandFlag.LOADING, CommandFlag.STALE)
                    .categories(moreCategories)
                    .returns(ReplyShape.arrayOf(ReplyShape.STATUS))
                    .complexity("O(N), when N is the number of subcommands")
                    .summary("Lists the subcommands.")
                    .runs(Help::reply);
        }
    }

    private CommandTable(List<CommandSpec> commands) {
        this.commands = Collections.unmodifiableList(commands);
        this.slots = new CommandSpec[Integer.highestOneBit(Math.max(1, commands.size()) * SPREAD) * 2];
        commands.forEach(this::place);
    }

    /** Builds the table from families, each a method that writes its rows. */
    @SafeVarargs
    public static CommandTable of(Consumer<Family>... families) {
        List<CommandSpec> commands = new ArrayList<>();
        Family root = new Family(CommandGroup.GENERIC, null, commands::add);
        for (Consumer<Family> family : families) {
            family.accept(root);
        }
        return new CommandTable(commands);
    }

    /** All commands, subcommands not included. */
    public Collection<CommandSpec> commands() {
        return commands;
    }

    /** Returns a command by its name in any case, or null. */
    public @Nullable CommandSpec find(byte[] name) {
        for (int slot = slotOf(name); ; slot = (slot + 1) & (slots.length - 1)) {
            CommandSpec spec = slots[slot];
            if (spec == null || Bytes.equalsIgnoreCase(name, spec.name())) {
                return spec;
            }
        }
    }

    /** Returns a command or a subcommand by its full name in any case, such as {@code get} or {@code client|id}, or null. */
    public @Nullable CommandSpec findByFullName(byte[] fullName) {
        String[] words = Bytes.text(fullName).split("\\|", -1);
        CommandSpec spec = find(Bytes.of(words[0]));
        if (spec == null || words.length == 1) {
            return spec;
        }
        return words.length == 2 ? spec.subcommand(words[1]) : null;
    }

    /**
     * Returns the command or subcommand that a call names.
     *
     * @throws CommandException when there is none
     */
    public CommandSpec resolve(byte[][] argv) {
        CommandSpec spec = findCalled(argv);
        if (spec != null) {
            return spec;
        }
        CommandSpec container = find(argv[0]);
        throw container == null ? Errors.unknownCommand(argv) : Errors.unknownSubcommand(container.name(), argv[1]);
    }

    /** Returns the command or subcommand that a call names, or null when there is none. */
    public @Nullable CommandSpec findCalled(byte[][] argv) {
        CommandSpec spec = find(argv[0]);
        return spec != null && spec.isContainer() && argv.length > 1 ? subcommand(spec, argv[1]) : spec;
    }

    private static @Nullable CommandSpec subcommand(CommandSpec container, byte[] name) {
        for (CommandSpec subcommand : container.subcommands()) {
            if (Bytes.equalsIgnoreCase(name, subcommand.name())) {
                return subcommand;
            }
        }
        return null;
    }

    private void place(CommandSpec spec) {
        int slot = slotOf(Bytes.of(spec.name()));
        while (slots[slot] != null) {
            if (slots[slot].name().equals(spec.name())) {
                throw new IllegalArgumentException("command '" + spec.name() + "' is declared twice");
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = spec;
    }

    private int slotOf(byte[] name) {
        int hash = name.length;
        for (byte b : name) {
            hash = 31 * hash + Bytes.lower(b);
        }
        return (hash ^ (hash >>> 15)) & (slots.length - 1);
    }
}
