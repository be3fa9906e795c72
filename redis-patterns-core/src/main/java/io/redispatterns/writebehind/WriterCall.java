package io.redispatterns.writebehind;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Calls the writer, and makes exactly one result for each write of whatever it does. */
final class WriterCall<V> {

    /**
     * The results of a batch.
     *
     * @param byId one for each write
     * @param thrown whether the writer threw, so that all are to be tried again
     */
    record Outcome(Map<String, WriteResult> byId, boolean thrown) {}

    private final Writer<V> writer;
    private final WriteBehindRecorder recorder;

    WriterCall(Writer<V> writer, WriteBehindRecorder recorder) {
        this.writer = writer;
        this.recorder = recorder;
    }

    Outcome write(int shard, List<Write<V>> batch) {
        long start = System.nanoTime();
        try {
            return new Outcome(check(batch, writer.write(batch)), false);
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new Outcome(all(batch, write -> write.retry(e)), true);
        } finally {
            recorder.batchDone(shard, batch.size(), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Map<String, WriteResult> check(List<Write<V>> batch, Collection<WriteResult> results) {
        Set<String> asked = batch.stream().map(Write::id).collect(Collectors.toSet());
        Map<String, WriteResult> given = new HashMap<>();
        Set<String> twice = new HashSet<>();
        for (WriteResult result : results) {
            if (!asked.contains(result.id())) {
                recorder.foreignResult(result.id());
            } else if (given.put(result.id(), result) != null) {
                twice.add(result.id());
            }
        }
        return all(batch, write -> {
            WriteResult result = given.get(write.id());
            if (result == null) {
                return write.retry(new IllegalStateException("the writer gave no result for " + write.id()));
            }
            return twice.contains(write.id())
                    ? write.retry(new IllegalStateException("the writer gave two results for " + write.id()))
                    : result;
        });
    }

    private static <V> Map<String, WriteResult> all(List<Write<V>> batch, Function<Write<V>, WriteResult> result) {
        return batch.stream().collect(Collectors.toMap(Write::id, result, (one, same) -> one));
    }
}
