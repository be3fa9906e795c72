package io.redispatterns.engine.command;

import io.redispatterns.engine.reply.ReplyShape;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
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
    private final KeyRange keyRange;
    private final @Nullable KeyFinder keyFinder;
    private final Secrets secrets;
    private final ReplyShape returns;
    private final boolean immediate;
    private final boolean whileSubscribed;
    private final @Nullable Preparation preparation;
    private final @Nullable Handler handler;
    private final Map<String, CommandSpec> subcommands = new LinkedHashMap<>();
    private long calls;
    private long failedCalls;
    private long rejectedCalls;

    CommandSpec(
            CommandRow row, List<Argument> arguments, int arity, List<KeySpec> keySpecs, @Nullable Handler handler) {
        this.name = row.name;
        this.container = row.container;
        this.group = row.group;
        this.doc = row.doc();
        this.arguments = arguments;
        this.arity = arity;
        this.keySpecs = keySpecs;
        this.keyRange = KeyRange.of(keySpecs);
        this.keyFinder = row.keyFinder;
        this.secrets = row.secrets;
        this.flags = Collections.unmodifiableSet(keyRange.isAll() ? row.flags : withMovableKeys(row.flags));
        this.categories = Collections.unmodifiableSet(row.categories());
        this.returns = row.returns;
        this.immediate = row.immediate;
        this.whileSubscribed = row.whileSubscribed;
        this.preparation = row.preparation;
        this.handler = handler;
    }

    private static Set<CommandFlag> withMovableKeys(Set<CommandFlag> flags) {
        Set<CommandFlag> all = EnumSet.of(CommandFlag.MOVABLEKEYS);
        all.addAll(flags);
        return all;
    }

    /** The name in lower case; of a subcommand, the second word only. */
    public String name() {
        return name;
    }

    /** The name as COMMAND INFO gives it: {@code get}, {@code config|get}. */
    public String fullName() {
        return container == null ? name : container.name + "|" + name;
    }

    /** The command that this one is a subcommand of, or null. */
    public @Nullable CommandSpec container() {
        return container;
    }

    /** The command as a user writes it: the name (of a subcommand its own alone) and the arguments. */
    public String usage() {
        StringBuilder usage = new StringBuilder(name.toUpperCase(Locale.ROOT));
        arguments.forEach(argument -> usage.append(' ').append(argument.usage()));
        return usage.toString();
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

    /** Where the keys stand, for clients that know no key specifications. */
    public KeyRange keyRange() {
        return keyRange;
    }

    /** Whether calls may have keys. */
    public boolean hasKeys() {
        return keyFinder != null || keySpecs.stream().anyMatch(KeySpec::isOfKeys);
    }

    /**
     * Returns the keys of a call, or null when its arguments are so wrong that they cannot be told.
     *
     * @param argv the call; its number of words fits the arity
     */
    public @Nullable List<KeyUse> keysOf(byte[][] argv) {
        return keyFinder != null ? keyFinder.find(argv) : new KeySearch(argv).find(keySpecs);
    }

    /** Returns what places a call in a cluster: its keys, and the channels of a sharded subscription; null as {@link #keysOf}. */
    public @Nullable List<KeyUse> slotWordsOf(byte[][] argv) {
        return keyFinder != null ? keyFinder.find(argv) : new KeySearch(argv).findWithChannels(keySpecs);
    }

    /** Whether a word of a call is secret: whatever shows calls leaves it out. */
    public boolean hasSecret(byte[][] argv, int index) {
        return secrets.include(argv, index);
    }

    /** What the replies look like. */
    public ReplyShape returns() {
        return returns;
    }

    /** Whether the command runs at once even while a transaction is being queued. */
    public boolean isImmediate() {
        return immediate;
    }

    /** Whether a client that listens to channels may run it in RESP2. */
    public boolean runsWhileSubscribed() {
        return whileSubscribed;
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

    /** What is done before the command waits for its turn, or null. */
    public @Nullable Preparation preparation() {
        return preparation;
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

    /** How many runs ended with an error. */
    public long failedCalls() {
        return failedCalls;
    }

    /** Counts a run that ended with an error. */
    public void countFailure() {
        failedCalls++;
    }

    /** How often the command was refused before it ran. */
    public long rejectedCalls() {
        return rejectedCalls;
    }

    /** Counts a refusal. */
    public void countRejection() {
        rejectedCalls++;
    }

    /** Sets the counts back to 0, of the subcommands too. */
    public void resetStatistics() {
        calls = 0;
        failedCalls = 0;
        rejectedCalls = 0;
        subcommands.values().forEach(CommandSpec::resetStatistics);
    }

    void addSubcommand(CommandSpec subcommand) {
        if (subcommands.put(subcommand.name, subcommand) != null) {
            throw new IllegalArgumentException("subcommand '" + subcommand.fullName() + "' is declared twice");
        }
    }
}
