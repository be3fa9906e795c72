package io.redispatterns.engine.command.server;

import static io.redispatterns.engine.command.CommandFlag.ADMIN;
import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.config.ConfigException;
import io.redispatterns.engine.config.Directive;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Glob;
import java.util.LinkedHashMap;
import java.util.Map;

/** CONFIG: the directives of redis.conf, read and changed while the engine runs. */
public final class ConfigCommands {

    private ConfigCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        root.group(CommandGroup.SERVER)
                .command("CONFIG", "")
                .since("2.0.0")
                .complexity("Depends on the subcommand")
                .summary("Reads and changes directives.")
                .contains(ConfigCommands::registerSubcommands);
    }

    private static void registerSubcommands(CommandTable.Family t) {
        t.command("GET", "parameter={parameter}...")
                .since("2.0.0")
                .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.MAP)
                .complexity("O(N), when N is the number of names and patterns")
                .summary("Returns directives by their names or by patterns.")
                .runs(ConfigCommands::get);
        t.command("SET", "parameter_value={parameter value}...")
                .since("2.0.0")
                .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                .returns(ReplyShape.OK)
                .complexity("O(N), when N is the number of directives")
                .summary("Changes directives: all that are given, or none.")
                .runs(ConfigCommands::set);
        t.command("RESETSTAT", "")
                .since("2.0.0")
                .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.OK)
                .complexity("O(N), when N is the number of commands")
                .summary("Sets what INFO counts back to 0.")
                .runs(ConfigCommands::resetStatistics);
        t.help("5.0.0");
    }

    private static Reply get(Invocation in) {
        Map<Directive<?>, String> found = new LinkedHashMap<>();
        for (int i = 2; i < in.argc(); i++) {
            find(in.arg(i), found);
        }
        ReplyMap map = new ReplyMap();
        found.forEach((directive, name) -> map.put(name, in.config().text(directive)));
        return map.reply();
    }

    /** Adds what a word names, under the name as the user wrote it, or what matches it as a pattern. */
    private static void find(byte[] word, Map<Directive<?>, String> found) {
        String text = Bytes.text(word);
        Directive<?> named = Directives.find(text);
        if (named != null) {
            found.putIfAbsent(named, text);
            return;
        }
        for (Directive<?> directive : Directives.all()) {
            if (Glob.matchesIgnoreCase(word, Bytes.of(directive.name()))) {
                found.putIfAbsent(directive, directive.name());
            }
        }
    }

    private static Reply set(Invocation in) {
        if (in.argc() % 2 != 0) {
            throw Errors.syntax();
        }
        Map<Directive<?>, String> values = new LinkedHashMap<>();
        for (int i = 2; i < in.argc(); i += 2) {
            add(in.arg(i), Bytes.text(in.arg(i + 1)), values);
        }
        values.forEach(ConfigCommands::check);
        Config config = in.config();
        values.forEach((directive, value) -> config.set(directive.name(), value));
        return Reply.OK;
    }

    private static void add(byte[] word, String value, Map<Directive<?>, String> values) {
        String name = Bytes.text(word);
        Directive<?> directive = Directives.find(name);
        if (directive == null) {
            throw Errors.of("ERR Unknown option or number of arguments for CONFIG SET - '" + name + "'");
        }
        if (!directive.isMutable()) {
            throw Errors.configRefused(name, "can't set immutable config");
        }
        if (values.put(directive, value) != null) {
            throw Errors.configRefused(name, "duplicate parameter");
        }
    }

    private static void check(Directive<?> directive, String value) {
        try {
            directive.check(value);
        } catch (ConfigException e) {
            throw Errors.configRefused(directive.name(), e.reason());
        }
    }

    private static Reply resetStatistics(Invocation in) {
        in.engine().statistics().reset();
        in.engine().keyspace().resetStatistics();
        in.engine().commands().commands().forEach(CommandSpec::resetStatistics);
        return Reply.OK;
    }
}
