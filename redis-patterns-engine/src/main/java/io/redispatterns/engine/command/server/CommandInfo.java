package io.redispatterns.engine.command.server;

import io.redispatterns.engine.command.AclCategory;
import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.KeyRange;
import io.redispatterns.engine.command.KeySpec;
import io.redispatterns.engine.reply.Reply;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** A row of the command table in COMMAND INFO's form. */
final class CommandInfo {

    private CommandInfo() {}

    static Reply of(CommandSpec command) {
        KeyRange range = command.keyRange();
        return Reply.array(
                Reply.of(command.fullName()),
                Reply.of(command.arity()),
                words(shown(command.flags()), CommandFlag::text),
                Reply.of(range.first()),
                Reply.of(range.last()),
                Reply.of(range.step()),
                words(command.categories(), AclCategory::text),
                set(command.doc().tips(), Reply::of),
                set(command.keySpecs(), CommandInfo::keySpec),
                set(command.subcommands(), CommandInfo::of));
    }

    /** Redis keeps to itself which commands go to replicas though they write nothing. */
    private static List<CommandFlag> shown(Collection<CommandFlag> flags) {
        return flags.stream().filter(flag -> flag != CommandFlag.MAY_REPLICATE).toList();
    }

    /** Key flags as COMMAND INFO and COMMAND GETKEYSANDFLAGS show them. */
    static Reply flags(Collection<KeyFlag> flags) {
        return words(flags.stream().sorted().toList(), KeyFlag::text);
    }

    private static Reply keySpec(KeySpec spec) {
        return new ReplyMap()
                .put("notes", spec.notes())
                .put("flags", flags(spec.flags()))
                .put("begin_search", begin(spec.begin()))
                .put("find_keys", find(spec.find()))
                .reply();
    }

    private static Reply begin(KeySpec.Begin begin) {
        if (begin instanceof KeySpec.AtIndex at) {
            return typed("index", new ReplyMap().put("index", at.index()));
        }
        return begin instanceof KeySpec.AtKeyword at
                ? typed("keyword", new ReplyMap().put("keyword", at.keyword()).put("startfrom", at.startFrom()))
                : typed("unknown", new ReplyMap());
    }

    private static Reply find(KeySpec.Find find) {
        if (find instanceof KeySpec.Range range) {
            return typed(
                    "range",
                    new ReplyMap()
                            .put("lastkey", range.lastKey())
                            .put("keystep", range.step())
                            .put("limit", range.limit()));
        }
        return find instanceof KeySpec.KeyCount count
                ? typed(
                        "keynum",
                        new ReplyMap()
                                .put("keynumidx", count.countIndex())
                                .put("firstkey", count.firstKey())
                                .put("keystep", count.step()))
                : typed("unknown", new ReplyMap());
    }

    private static Reply typed(String type, ReplyMap spec) {
        return new ReplyMap().put("type", type).put("spec", spec.reply()).reply();
    }

    private static <T> Reply words(Collection<T> values, Function<T, String> text) {
        return set(values, value -> new Reply.Simple(text.apply(value)));
    }

    private static <T> Reply set(Collection<T> values, Function<T, Reply> reply) {
        return new Reply.SetReply(values.stream().map(reply).toList());
    }
}
