package io.redispatterns.engine.command.zset;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.type.SortedSetAlgebra.Aggregate;
import io.redispatterns.engine.type.SortedSetAlgebra.Operand;
import io.redispatterns.engine.type.SortedSetValue;
import io.redispatterns.engine.type.Value;
import io.redispatterns.engine.util.DoubleReader;
import io.redispatterns.engine.util.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What ZUNION, ZINTER, ZDIFF and their relatives are asked for.
 *
 * @param operands the sets, those that are not there included as empty ones
 * @param aggregate what is made of a member's several scores
 * @param withScores whether scores are wanted besides
 * @param limit how far to count at most
 */
record AlgebraRequest(List<Operand> operands, Aggregate aggregate, boolean withScores, long limit) {

    /**
     * Which options a command has.
     *
     * @param weighed WEIGHTS and AGGREGATE
     * @param scored WITHSCORES
     * @param limited LIMIT
     */
    record Form(boolean weighed, boolean scored, boolean limited) {}

    /**
     * Reads what a command is asked for: first how many keys there are, then what they hold, then the options, in Redis's order.
     *
     * @param first the index of the word that says how many keys follow
     * @throws CommandException when a word is not as it should be, or a key holds something else than a set
     */
    static AlgebraRequest parse(Invocation in, int first, Form form) {
        ArgReader words = in.argsFrom(first);
        long number = words.nextLong();
        if (number < 1) {
            throw Errors.of(
                    "ERR at least 1 input key is needed for '" + in.command().name() + "' command");
        }
        if (number > words.remaining()) {
            throw Errors.syntax();
        }
        List<Value> sets = new ArrayList<>((int) number);
        for (int i = 0; i < number; i++) {
            sets.add(set(in, words.next()));
        }
        return new Options(form, sets).read(words).request();
    }

    /** Returns the set at a key, an empty one when there is none. */
    private static Value set(Invocation in, byte[] key) {
        Entry entry = in.readEntry(key);
        if (entry == null) {
            return new SortedSetValue();
        }
        if (!Operand.isSet(entry.value())) {
            throw Errors.wrongType();
        }
        return entry.value();
    }

    /** The words behind the keys, as they are read. */
    private static final class Options {

        private final Form form;
        private final List<Value> sets;
        private final double[] weights;
        private Aggregate aggregate = Aggregate.SUM;
        private boolean withScores;
        private long limit = Long.MAX_VALUE;

        Options(Form form, List<Value> sets) {
            this.form = form;
            this.sets = sets;
            this.weights = new double[sets.size()];
            Arrays.fill(weights, 1);
        }

        Options read(ArgReader words) {
            while (words.hasNext()) {
                if (form.weighed() && words.acceptWith("WEIGHTS", weights.length)) {
                    readWeights(words);
                } else if (form.weighed() && words.acceptWith("AGGREGATE", 1)) {
                    aggregate = aggregate(words);
                } else if (form.scored() && words.accept("WITHSCORES")) {
                    withScores = true;
                } else if (form.limited() && words.acceptWith("LIMIT", 1)) {
                    limit = limit(words.next());
                } else {
                    throw Errors.syntax();
                }
            }
            return this;
        }

        private void readWeights(ArgReader words) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = DoubleReader.read(words.next());
                if (Double.isNaN(weights[i])) {
                    throw Errors.of("ERR weight value is not a float");
                }
            }
        }

        private static Aggregate aggregate(ArgReader words) {
            for (Aggregate aggregate : Aggregate.values()) {
                if (words.accept(aggregate.name())) {
                    return aggregate;
                }
            }
            throw Errors.syntax();
        }

        private static long limit(byte[] word) {
            Long limit = Numbers.parseLong(word);
            if (limit == null || limit < 0) {
                throw Errors.of("ERR LIMIT can't be negative");
            }
            return limit == 0 ? Long.MAX_VALUE : limit;
        }

        AlgebraRequest request() {
            List<Operand> operands = new ArrayList<>(weights.length);
            for (int i = 0; i < weights.length; i++) {
                operands.add(new Operand(sets.get(i), weights[i]));
            }
            return new AlgebraRequest(operands, aggregate, withScores, limit);
        }
    }
}
