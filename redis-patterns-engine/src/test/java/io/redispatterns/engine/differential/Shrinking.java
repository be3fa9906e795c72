package io.redispatterns.engine.differential;

import io.redispatterns.engine.conformance.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes a program smaller as long as it still fails. */
final class Shrinking {

    private static final int MAX_ATTEMPTS = 2000;

    private final Predicate<Program> fails;
    private int attempts;

    private Shrinking(Predicate<Program> fails) {
        this.fails = program -> ++attempts < MAX_ATTEMPTS && fails.test(program);
    }

    /** Returns a program that fails of which nothing can be taken away. */
    static Program smallest(Program program, Predicate<Program> fails) {
        Shrinking shrinking = new Shrinking(fails);
        Program smallest = program;
        for (Optional<Program> next = Optional.of(program); next.isPresent(); ) {
            smallest = next.get();
            next = smaller(smallest).filter(shrinking.fails).findFirst();
        }
        return smallest;
    }

    /** Every program that this one becomes by one step, those that lose most first. */
    private static Stream<Program> smaller(Program program) {
        List<Step> steps = program.steps();
        Stream<Program> shorter = Stream.iterate(steps.size() / 2, size -> size > 0, size -> size / 2)
                .flatMap(size -> IntStream.iterate(0, at -> at < steps.size(), at -> at + size)
                        .mapToObj(at -> without(steps, at, Math.min(steps.size(), at + size))))
                .map(program::withSteps);
        return Stream.of(
                        shorter,
                        plainer(program),
                        IntStream.range(0, steps.size()).boxed().flatMap(at -> shorterStep(program, at)))
                .flatMap(programs -> programs);
    }

    private static Stream<Program> plainer(Program program) {
        return Stream.of(
                        new Program("", program.way(), program.chunk(), program.steps()),
                        new Program(program.config(), Way.CLIENT_RESP2, 1, program.steps()),
                        new Program(program.config(), program.way(), 1, program.steps()))
                .filter(plainer -> !plainer.equals(program));
    }

    /** This program with a step that has lost one of its words. */
    private static Stream<Program> shorterStep(Program program, int at) {
        Step step = program.steps().get(at);
        return IntStream.range(1, step.words().length).mapToObj(word -> {
            List<Step> steps = new ArrayList<>(program.steps());
            byte[][] words = without(List.of(step.words()), word, word + 1).toArray(byte[][]::new);
            Comparison comparison = step.comparison();
            steps.set(at, new Step(words, comparison));
            return program.withSteps(steps);
        });
    }

    private static <T> List<T> without(List<T> list, int from, int to) {
        List<T> rest = new ArrayList<>(list.subList(0, from));
        rest.addAll(list.subList(to, list.size()));
        return rest;
    }
}
