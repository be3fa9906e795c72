package io.redispatterns.engine.differential;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Commands that are run one after the other on an empty keyspace.
 *
 * @param config directives and their values in turn, in one line; may be empty
 * @param chunk how many commands there are in a transaction
 */
record Program(String config, Way way, int chunk, List<Step> steps) {

    private static final List<Way> WAYS = List.of(Way.values());
    private static final int MIN_LENGTH = 40;
    private static final int MAX_LENGTH = 100;
    private static final int MAX_CHUNK = 8;

    /** Returns the program of a seed. */
    static Program random(Grammar grammar, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Way way = WAYS.get(random.nextInt(WAYS.size()));
        String config = grammar.has("config") ? grammar.text("config", random) : "";
        Stream<String> setup = grammar.all("setup", random).stream();
        int length = random.nextInt(MIN_LENGTH, MAX_LENGTH + 1);
        Stream<String> commands = IntStream.range(0, length).mapToObj(i -> grammar.text("command", random));
        List<Step> steps = Stream.concat(setup, commands).map(Step::of).toList();
        return new Program(config, way, random.nextInt(1, MAX_CHUNK + 1), steps);
    }

    Program withSteps(List<Step> others) {
        return new Program(config, way, chunk, others);
    }

    /** Returns the steps as they are sent. */
    List<Exchange> exchanges() {
        return way.exchanges(steps, chunk);
    }

    /** The program as lines for redis-cli. */
    @Override
    public String toString() {
        String head = config.isEmpty() ? "" : "CONFIG SET " + config + "\n";
        return "way " + way + (way.name().startsWith("TRANSACTION") ? ", " + chunk + " commands each" : "") + "\n"
                + head + steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
    }
}
