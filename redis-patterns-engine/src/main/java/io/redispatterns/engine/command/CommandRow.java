package io.redispatterns.engine.command;

import io.redispatterns.engine.reply.ReplyShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A row of the command table being written: facts one after the other, and {@link #runs} or {@link #contains} at the end.
 *
 * <p>What follows from other facts is not written: arity and keys from the syntax line, most ACL categories from group and flags.
 */
public final class CommandRow {

    final String name;
    final @Nullable CommandSpec container;
    final CommandGroup group;
    final Set<CommandFlag> flags = EnumSet.noneOf(CommandFlag.class);
    ReplyShape returns = ReplyShape.ANY;
    boolean immediate;
    boolean whileSubscribed;

    @Nullable
    Preparation preparation;

    @Nullable
    KeyFinder keyFinder;

    Secrets secrets = (argv, index) -> false;

    private final Syntax syntax;
    private final Consumer<CommandSpec> destination;
    private final Set<AclCategory> moreCategories = EnumSet.noneOf(AclCategory.class);
    private final List<Set<KeyFlag>> keyFlags = new ArrayList<>();
    private boolean groupCategory = true;
    private @Nullable List<KeySpec> keySpecs;
    private @Nullable Integer arity;
    private String since = "";
    private String summary = "";
    private String complexity = "";
    private @Nullable String deprecatedSince;
    private @Nullable String replacedBy;
    private boolean internal;
    private List<String> tips = List.of();

    CommandRow(
            String name,
            @Nullable CommandSpec container,
            CommandGroup group,
            String syntaxLine,
            Consumer<CommandSpec> destination) {
        this.name = name.toLowerCase(Locale.ROOT);
        this.container = container;
        this.group = group;
        this.syntax = Syntax.parse(syntaxLine, container == null ? 1 : 2);
        this.destination = destination;
    }

    /** The version of Redis that brought the command. */
    public CommandRow since(String version) {
        since = version;
        return this;
    }

    /** What the command is like. */
    public CommandRow flags(CommandFlag... theFlags) {
        flags.addAll(Arrays.asList(theFlags));
        return this;
    }

    /** ACL categories that do not follow from the group and the flags. */
    public CommandRow categories(AclCategory... more) {
        moreCategories.addAll(Arrays.asList(more));
        return this;
    }

    /** Says that the ACL category of the group is not the command's. */
    public CommandRow withoutGroupCategory() {
        groupCategory = false;
        return this;
    }

    /** What is done with the keys of the next key argument; once for each key argument of the syntax. */
    public CommandRow keys(KeyFlag... theFlags) {
        keyFlags.add(EnumSet.copyOf(Arrays.asList(theFlags)));
        return this;
    }

    /** The key specifications of a command whose keys the syntax cannot tell. */
    public CommandRow keySpecs(KeySpec... specs) {
        keySpecs = List.of(specs);
        return this;
    }

    /** The arity where Redis's own differs from what the syntax says. */
    public CommandRow arity(int words) {
        arity = words;
        return this;
    }

    /** What the replies look like. */
    public CommandRow returns(ReplyShape shape) {
        returns = shape;
        return this;
    }

    /** Marks a command that runs at once even while a transaction is being queued, as EXEC does. */
    public CommandRow immediate() {
        immediate = true;
        return this;
    }

    /** Marks a command that a client in RESP2 may run while it listens to channels. */
    public CommandRow whileSubscribed() {
        whileSubscribed = true;
        return this;
    }

    /** What is done before the command waits for its turn. */
    public CommandRow prepares(Preparation work) {
        preparation = work;
        return this;
    }

    /** What tells the keys of a call where the key specifications cannot. */
    public CommandRow keysBy(KeyFinder finder) {
        keyFinder = finder;
        return this;
    }

    /** Which words of a call are secret; none unless the row says so. */
    public CommandRow conceals(Secrets words) {
        secrets = words;
        return this;
    }

    /** How the cost grows. */
    public CommandRow complexity(String text) {
        complexity = text;
        return this;
    }

    /** One sentence on what the command does. */
    public CommandRow summary(String text) {
        summary = text;
        return this;
    }

    /** Since when the command is deprecated, and for what. */
    public CommandRow deprecated(String version, String replacement) {
        deprecatedSince = version;
        replacedBy = replacement;
        return this;
    }

    /** Marks a command for those who work on Redis itself. */
    public CommandRow internal() {
        internal = true;
        return this;
    }

    /** Hints for clients and proxies. */
    public CommandRow tips(String... hints) {
        tips = List.of(hints);
        return this;
    }

    /** Ends the row with what runs the command. */
    public void runs(Handler handler) {
        destination.accept(spec(handler));
    }

    /** Ends the row of a command that is nothing without a subcommand, and writes the rows of those. */
    public void contains(Consumer<CommandTable.Family> subcommands) {
        groupCategory = false;
        CommandSpec spec = new CommandSpec(this, syntax.arguments(), -2, List.of(), null);
        destination.accept(spec);
        subcommands.accept(new CommandTable.Family(group, spec, spec::addSubcommand));
    }

    /** Ends the row of a command that runs alone and has subcommands besides. */
    public void runsAndContains(Handler handler, Consumer<CommandTable.Family> subcommands) {
        CommandSpec spec = spec(handler);
        destination.accept(spec);
        subcommands.accept(new CommandTable.Family(group, spec, spec::addSubcommand));
    }

    private CommandSpec spec(Handler handler) {
        List<KeySpec> keys = keySpecs != null
                ? keySpecs
                : new KeySpecs(syntax.arguments(), container == null ? 1 : 2, keyFlags).derive();
        return new CommandSpec(this, syntax.arguments(), arity != null ? arity : syntax.arity(), keys, handler);
    }

    CommandDoc doc() {
        return new CommandDoc(summary, since, complexity, deprecatedSince, replacedBy, internal, tips);
    }

    /** The categories that follow from group and flags, as Redis derives them, and those named in the row. */
    Set<AclCategory> categories() {
        Set<AclCategory> all = EnumSet.noneOf(AclCategory.class);
        all.addAll(moreCategories);
        AclCategory own = group.category();
        if (own != null && groupCategory) {
            all.add(own);
        }
        addIf(all, CommandFlag.WRITE, AclCategory.WRITE);
        if (flags.contains(CommandFlag.READONLY) && !all.contains(AclCategory.SCRIPTING)) {
            all.add(AclCategory.READ);
        }
        addIf(all, CommandFlag.ADMIN, AclCategory.ADMIN, AclCategory.DANGEROUS);
        addIf(all, CommandFlag.PUBSUB, AclCategory.PUBSUB);
        addIf(all, CommandFlag.FAST, AclCategory.FAST);
        addIf(all, CommandFlag.BLOCKING, AclCategory.BLOCKING);
        if (!all.contains(AclCategory.FAST)) {
            all.add(AclCategory.SLOW);
        }
        return all;
    }

    private void addIf(Set<AclCategory> all, CommandFlag flag, AclCategory... implied) {
        if (flags.contains(flag)) {
            all.addAll(Arrays.asList(implied));
        }
    }
}
