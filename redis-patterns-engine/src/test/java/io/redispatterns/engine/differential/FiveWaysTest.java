package io.redispatterns.engine.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.conformance.ConformanceFile;
import io.redispatterns.engine.testing.RealRedis;
import java.lang.module.ModuleDescriptor.Version;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A command does the same in whichever way it comes: from a client in version 2 or 3 of the protocol, in process, in a transaction,
 * from a script. The conformance cases that one client can run without waiting, which another test runs from clients, come here in
 * the other ways; random programs come in all.
 */
class FiveWaysTest {

    /** Of these groups each command has to be the same in all ways; the others' commands are about connections and the server. */
    private static final Set<CommandGroup> GROUPS = EnumSet.complementOf(EnumSet.of(
            CommandGroup.CONNECTION,
            CommandGroup.SERVER,
            CommandGroup.CLUSTER,
            CommandGroup.PUBSUB,
            CommandGroup.TRANSACTIONS));

    /** What depends on the way in Redis too. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "object|refcount", "a queued command's words are counted as users of the value that is made from them",
            "script|debug", "it is refused where replies are not waited for");

    /** What tells of a command's subcommands says so in words of our own. */
    private static final String HELP = "|help";

    /** Commands that are newer cannot be compared. */
    private static final Version OF_REDIS = Version.parse(CommandTable.REDIS_VERSION);

    private static final Set<Way> FROM_CLIENTS = EnumSet.of(Way.CLIENT_RESP2, Way.CLIENT_RESP3);
    private static final int COMMANDS_A_TRANSACTION = 4;
    private static final int PROGRAMS_A_GRAMMAR = 200;

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private static final CommandTable TABLE = table();

    @TestFactory
    Stream<DynamicTest> casesEndAlikeInAllWays() {
        return ConformanceFile.readAll().stream()
                .filter(file -> cases(file).findAny().isPresent())
                .map(file -> DynamicTest.dynamicTest(file.name(), () -> compare(file)));
    }

    private static void compare(ConformanceFile file) {
        List<String> differences = new ArrayList<>();
        try (TwoSides sides = new TwoSides(Grammar.common(), REDIS.port())) {
            cases(file)
                    .forEach(one -> EnumSet.complementOf(EnumSet.copyOf(FROM_CLIENTS))
                            .forEach(
                                    way -> sides.runForReplies(new Program("", way, COMMANDS_A_TRANSACTION, steps(one)))
                                            .ifPresent(difference -> differences.add(
                                                    "\n\n" + one.title() + ", way " + way + "\n" + difference))));
        }
        assertThat(differences).as("cases of %s", file.name()).isEmpty();
    }

    @Test
    void everyCommandIsPutToTheTest() {
        Set<String> left = new TreeSet<>();
        TABLE.commands().forEach(command -> collect(command, left));
        ConformanceFile.readAll().stream()
                .flatMap(FiveWaysTest::cases)
                .flatMap(one -> steps(one).stream())
                .forEach(step -> remove(step, left));
        Grammar.readAll().stream()
                .flatMap(grammar -> LongStream.range(0, PROGRAMS_A_GRAMMAR)
                        .boxed()
                        .flatMap(seed -> Program.random(grammar, seed).steps().stream()))
                .forEach(step -> remove(step, left));
        assertThat(left)
                .as("commands of which no grammar knows and no case that one client can run")
                .isEmpty();
    }

    private static void collect(CommandSpec command, Set<String> names) {
        if (command.isContainer()) {
            command.subcommands().forEach(subcommand -> collect(subcommand, names));
        } else if (isMeant(command)) {
            names.add(command.fullName());
        }
    }

    private static boolean isMeant(CommandSpec command) {
        String name = command.fullName();
        return GROUPS.contains(command.group())
                && !EXCEPTIONS.containsKey(name)
                && !name.endsWith(HELP)
                && Version.parse(command.doc().since()).compareTo(OF_REDIS) <= 0;
    }

    private static void remove(Step step, Set<String> names) {
        CommandSpec command = TABLE.findCalled(step.words());
        if (command != null) {
            names.remove(command.fullName());
        }
    }

    /** The cases that are about data, come from one client and let no time pass. */
    private static Stream<ConformanceFile.Case> cases(ConformanceFile file) {
        return file.cases().stream().filter(one -> one.steps().stream().allMatch(FiveWaysTest::isSimple));
    }

    private static boolean isSimple(ConformanceFile.Step step) {
        if (step.waitMillis() > 0 || step.words().length == 0 || !step.client().equals("a")) {
            return false;
        }
        CommandSpec command = TABLE.findCalled(step.words());
        return command == null || isMeant(command);
    }

    private static List<Step> steps(ConformanceFile.Case one) {
        return one.steps().stream()
                .map(step -> new Step(step.words(), step.comparison()))
                .toList();
    }

    private static CommandTable table() {
        try (RedisEngine engine = RedisEngine.open()) {
            return engine.dispatcher().engine().commands();
        }
    }
}
