package io.redispatterns.engine.command;

import io.redispatterns.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the subcommand HELP of any container says: usage and summary of each subcommand, from their rows. */
final class Help {

    private Help() {}

    static Reply reply(Invocation in) {
        CommandSpec container = in.command().container();
        if (container == null) {
            throw new IllegalStateException("command '" + in.command().fullName() + "' has no container");
        }
        List<Reply> lines = new ArrayList<>();
        lines.add(new Reply.Simple(container.name().toUpperCase(Locale.ROOT)
                + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"));
        for (CommandSpec subcommand : container.subcommands()) {
            lines.add(new Reply.Simple(subcommand.usage()));
            lines.add(new Reply.Simple("    " + subcommand.doc().summary()));
        }
        return new Reply.Array(lines);
    }
}
