package io.redispatterns.writebehind;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the database what a {@link WriteBehind} has accepted.
 *
 * <p><b>At least once.</b> A write is repeated when its result got lost: the process died, or Redis could not be told.
 * The same intent always has the same {@link Write#idempotencyKey()} and {@link Write#version()}, and a version is
 * above those of all earlier intents of its id. A writer that lets only a greater version change a row is safe against
 * repetition, and against the one thing that no lease can prevent: a process that is paused in the middle of a write and
 * goes on after another has written something newer.
 *
 * <pre>{@code
 * UPDATE city SET name = ?, population = ?, version = ? WHERE id = ? AND version < ?
 * }</pre>
 *
 * <p>No row changed means that the row has this version or a newer one, which is {@link Write#written()} too. A removal
 * is {@code DELETE … WHERE id = ? AND version < ?}; where an old write must not bring a removed row back, keep the row and
 * mark it.
 *
 * <p>A writer is called by several threads at once, for different ids.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface Writer<V> {

    /**
     * Writes a batch of different ids.
     *
     * @param batch at least one; more than one only if none of them was in a batch before that threw an exception
     * @return one result for each write, in any order. A write without a result, or with two, is tried again, and
     *     results for other ids are told to listeners and else ignored
     * @throws Exception if the batch is to be tried again as a whole: each write by itself, and the shard's other
     *     writes after a pause
     */
    Collection<WriteResult> write(List<Write<V>> batch) throws Exception;

    /** Writes one item. */
    @FunctionalInterface
    interface OfOne<V> {

        /**
         * Writes one item.
         *
         * @throws Exception if it is to be tried again
         */
        void write(Write<V> write) throws Exception;
    }

    /** A writer that writes one item after the other and tries those again that throw. */
    static <V> Writer<V> each(OfOne<V> writer) {
        return each(writer, failure -> false);
    }

    /**
     * A writer that writes one item after the other.
     *
     * @param isPoison tells the exceptions after which there is no use in trying again, such as a violated constraint
     */
    static <V> Writer<V> each(OfOne<V> writer, Predicate<? super Exception> isPoison) {
        return batch -> {
            List<WriteResult> results = new ArrayList<>(batch.size());
            for (Write<V> write : batch) {
                @Nullable Exception failure = failureOf(writer, write);
                results.add(
                        failure == null
                                ? write.written()
                                : isPoison.test(failure) ? write.poison(failure) : write.retry(failure));
            }
            return results;
        };
    }

    private static <V> @Nullable Exception failureOf(OfOne<V> writer, Write<V> write) throws InterruptedException {
        try {
            writer.write(write);
            return null;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return e;
        }
    }
}
