package io.redispatterns.engine.command.server;

import io.redispatterns.engine.command.Argument;
import io.redispatterns.engine.command.CommandDoc;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.reply.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Rows of the command table in COMMAND DOCS' form. */
final class CommandDocs {

    private static final int NO_KEY_SPEC = -1;

    private CommandDocs() {}

    static Reply of(Collection<CommandSpec> commands) {
        ReplyMap map = new ReplyMap();
        commands.forEach(command -> map.put(command.fullName(), of(command)));
        return map.reply();
    }

    private static Reply of(CommandSpec command) {
        CommandDoc doc = command.doc();
        ReplyMap map = new ReplyMap()
                .put("summary", doc.summary())
                .put("since", doc.since())
                .put("group", command.group().text())
                .put("complexity", doc.complexity())
                .putUnlessEmpty("doc_flags", flags(doc), true)
                .put("deprecated_since", doc.deprecatedSince())
                .put("replaced_by", doc.replacedBy())
                .putUnlessEmpty("arguments", arguments(command.arguments()), false);
        if (command.isContainer()) {
            map.put("subcommands", of(command.subcommands()));
        }
        return map.reply();
    }

    private static List<Reply> flags(CommandDoc doc) {
        List<Reply> flags = new ArrayList<>(1);
        addIf(flags, doc.deprecatedSince() != null, "deprecated");
        addIf(flags, doc.internal(), "syscmd");
        return flags;
    }

    private static List<Reply> arguments(List<Argument> arguments) {
        return arguments.stream().map(CommandDocs::argument).toList();
    }

    private static Reply argument(Argument argument) {
        ReplyMap map = new ReplyMap()
                .put("name", argument.name())
                .put("type", argument.type().text());
        if (argument.keySpecIndex() != NO_KEY_SPEC) {
            map.put("key_spec_index", argument.keySpecIndex());
        }
        return map.put("token", argument.token())
                .put("since", argument.since())
                .put("deprecated_since", argument.deprecatedSince())
                .putUnlessEmpty("flags", flags(argument), true)
                .putUnlessEmpty("arguments", arguments(argument.children()), false)
                .reply();
    }

    private static List<Reply> flags(Argument argument) {
        List<Reply> flags = new ArrayList<>();
        addIf(flags, argument.optional(), "optional");
        addIf(flags, argument.multiple(), "multiple");
        addIf(flags, argument.multipleToken(), "multiple_token");
        return flags;
    }

    private static void addIf(List<Reply> flags, boolean isSo, String flag) {
        if (isSo) {
            flags.add(new Reply.Simple(flag));
        }
    }
}
