package io.redispatterns.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.command.Argument;
import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.KeySpec;
import io.redispatterns.engine.command.KeyUse;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must be true of every row of the command table. */
class CommandTableTest {

    private static final CommandTable TABLE = Commands.table();
    private static final Path PAGE = Path.of("..", "docs", "commands.md");

    static Stream<String> rows() {
        return CommandPages.rows(TABLE).stream().map(CommandSpec::fullName);
    }

    private static CommandSpec row(String name) {
        CommandSpec row = TABLE.findByFullName(Bytes.of(name));
        assertThat(row).isNotNull();
        return row;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowSaysWhatACommandIs(String name) {
        CommandSpec row = row(name);
        assertThat(row.doc().since()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(row.doc().summary()).matches("\\p{Upper}.*\\.");
        assertThat(row.doc().complexity()).isNotBlank();
        assertThat(row.returns()).isNotSameAs(ReplyShape.ANY);
        assertThat(row.handler()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void keyArgumentsAndKeySpecificationsBelongTogether(String name) {
        CommandSpec row = row(name);
        Set<Integer> covered = row.arguments().stream()
                .flatMap(CommandTableTest::withChildren)
                .map(Argument::keySpecIndex)
                .filter(index -> index >= 0)
                .collect(Collectors.toSet());
        List<KeySpec> specs = row.keySpecs();
        assertThat(covered).allMatch(index -> index < specs.size());
        for (int i = 0; i < specs.size(); i++) {
            boolean isOfKeys = !specs.get(i).flags().contains(KeyFlag.NOT_KEY);
            assertThat(covered.contains(i))
                    .as("an argument for key specification %d", i)
                    .isEqualTo(isOfKeys);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aReadingCommandOnlyReads(String name) {
        CommandSpec row = row(name);
        assertThat(row.flags()).doesNotContainSequence(CommandFlag.WRITE, CommandFlag.READONLY);
        // PFCOUNT keeps what it has counted in the value: it is propagated, though it counts as a reading command.
        if (row.is(CommandFlag.READONLY) && !row.is(CommandFlag.MAY_REPLICATE)) {
            assertThat(row.keySpecs()).allMatch(spec -> spec.flags().contains(KeyFlag.RO));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theShortestCallHasItsKeys(String name) {
        CommandSpec row = row(name);
        byte[][] call = new byte[Math.abs(row.arity())][];
        Arrays.fill(call, Bytes.of(row.is(CommandFlag.NO_MANDATORY_KEYS) ? "0" : "1"));
        List<KeyUse> keys = row.keysOf(call);
        assertThat(row.acceptsWords(call.length)).isTrue();
        assertThat(keys).as("keys of a call of %d words", call.length).isNotNull();
        boolean atFixedPlace =
                row.keyRange().first() > 0 && row.keySpecs().get(0).flags().contains(KeyFlag.NOT_KEY) == row.hasKeys();
        if (atFixedPlace) {
            assertThat(keys).extracting(KeyUse::index).contains(row.keyRange().first());
        }
    }

    @Test
    void thePageOfCommandsIsUpToDate() throws IOException {
        String page = CommandPages.page(TABLE);
        String before = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        Files.writeString(PAGE, page);
        assertThat(before)
                .as("docs/commands.md as it was; it has been written anew")
                .isEqualTo(page);
    }

    private static Stream<Argument> withChildren(Argument argument) {
        return Stream.concat(Stream.of(argument), argument.children().stream().flatMap(CommandTableTest::withChildren));
    }
}
