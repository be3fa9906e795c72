package io.redispatterns.engine.command;

import io.redispatterns.engine.reply.ReplyShape;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One row of the command table: everything that is known about a command or subcommand. Immutable but for its call count. */
public final class CommandSpec {

    private final String name;
    private final @Nullable CommandSpec container;
    private final CommandGroup group;
    private final CommandDoc doc;
    private final List<Argument> arguments;
    private final int arity;
    private final Set<CommandFlag> flags;
    private final Set<AclCategory> categories;
    private final List<KeySpec> keySpecs;
    private final ReplyShape returns;
    private final boolean immediate;
    private final @Nullable Handler handler;
    private final Map<String, CommandSpec> subcommands = new LinkedHashMap<>();
    private long calls;

    CommandSpec(
            CommandRow row, List<Argument> arguments, int arity, List<KeySpec> keySpecs, @Nullable Handler handler) {
        this.name = row.name;
        this.container = row.container;
        this.group = row.group;
        this.doc = row.doc();
        this.arguments = arguments;
        this.arity = arity;
        this.flags = Set.copyOf(row.flags);
        this.categories = Set.copyOf(row.categories());
        this.keySpecs = keySpecs;
        this.returns = row.returns;
        this.immediate = row.immediate;
        this.handler = handler;
    }

    /** The name in lower case; of a subcommand, the second word only. */
    public String name() {
        return name;
    }

    /** The name as COMMAND INFO gives it: {@code get}, {@code config|get}. */
    public String fullName() {
        return container == null ? name : container.name + "|" + name;
    }

    /** The group the command belongs to. */
    public CommandGroup group() {
        return group;
    }

    /** What COMMAND DOCS tells besides the arguments. */
    public CommandDoc doc() {
        return doc;
    }

    /** The arguments behind the name. */
    public List<Argument> arguments() {
        return arguments;
    }

    /** The number of words of a call, name included; negative: at least so many. */
    public int arity() {
        return arity;
    }

    /** Whether a call may have this number of words. */
    public boolean acceptsWords(int words) {
        return arity >= 0 ? words == arity : words >= -arity;
    }

    /** What the command is like. */
    public Set<CommandFlag> flags() {
        return flags;
    }

    /** Whether the command has a flag. */
    public boolean is(CommandFlag flag) {
        return flags.contains(flag);
    }

    /** The ACL categories. */
    public Set<AclCategory> categories() {
        return categories;
    }

    /** Where the keys stand. */
    public List<KeySpec> keySpecs() {
        return keySpecs;
    }

    /** What the replies look like. */
    public ReplyShape returns() {
        return returns;
    }

    /** Whether the command runs at once even while a transaction is being queued. */
    public boolean isImmediate() {
        return immediate;
    }

    /** The subcommands of a container; empty for all others. */
    public Collection<CommandSpec> subcommands() {
        return subcommands.values();
    }

    /** Whether the command has subcommands. */
    public boolean isContainer() {
        return !subcommands.isEmpty();
    }

    /** Returns a subcommand by its name in any case, or null. */
    public @Nullable CommandSpec subcommand(String subcommandName) {
        return subcommands.get(subcommandName.toLowerCase(Locale.ROOT));
    }

    /** What runs the command. A container alone has nothing to run. */
    public Handler handler() {
        if (handler == null) {
            throw new IllegalStateException("command '" + fullName() + "' runs only with a subcommand");
        }
        return handler;
    }

    /** How often the command has run. */
    public long calls() {
        return calls;
    }

    /** Counts one run. */
    public void countCall() {
        calls++;
    }

    /** Sets the count of runs back to 0. */
    public void resetStatistics() {
        calls = 0;
    }

    void addSubcommand(CommandSpec subcommand) {
        if (subcommands.put(subcommand.name, subcommand) != null) {
            throw new IllegalArgumentException("subcommand '" + subcommand.fullName() + "' is declared twice");
        }
    }
}
