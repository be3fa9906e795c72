package io.redispatterns.engine;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.CommandTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The command table as a page of the documentation. */
final class CommandPages {

    private static final String HEAD = """
            # Commands

            The %d commands and subcommands of the engine, on the level of Redis %s.

            This page is written from the command table by a test: change the table, not the page.
            """;

    private CommandPages() {}

    /** All rows that run something: commands, and subcommands behind them. */
    static List<CommandSpec> rows(CommandTable table) {
        return table.commands().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), command.subcommands().stream()))
                .filter(command -> !command.isContainer() || command.arity() == -1)
                .toList();
    }

    static String page(CommandTable table) {
        StringBuilder page = new StringBuilder(HEAD.formatted(rows(table).size(), CommandTable.REDIS_VERSION));
        for (CommandGroup group : CommandGroup.values()) {
            List<CommandSpec> rows = new ArrayList<>(rows(table));
            rows.removeIf(row -> row.group() != group);
            rows.sort(Comparator.comparing(CommandSpec::fullName));
            if (!rows.isEmpty()) {
                page.append(section(group, rows));
            }
        }
        return page.toString();
    }

    private static String section(CommandGroup group, List<CommandSpec> rows) {
        StringBuilder section = new StringBuilder("\n## Group `" + group.text() + "`\n\n");
        section.append("| Command | Since | What it does | Cost |\n|---|---|---|---|\n");
        rows.forEach(row -> section.append(line(row)));
        return section.toString();
    }

    private static String line(CommandSpec row) {
        CommandSpec container = row.container();
        String before = container == null ? "" : container.name().toUpperCase(Locale.ROOT) + " ";
        String deprecated = row.doc().deprecatedSince() == null
                ? ""
                : " Deprecated since " + row.doc().deprecatedSince() + " for "
                        + row.doc().replacedBy() + ".";
        return "| `" + cell(before + row.usage()) + "` | " + row.doc().since() + " | "
                + cell(row.doc().summary() + deprecated) + " | "
                + cell(row.doc().complexity()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
