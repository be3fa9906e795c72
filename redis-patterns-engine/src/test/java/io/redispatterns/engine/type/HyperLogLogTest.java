package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.redispatterns.engine.util.Bytes;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registers and estimates of HyperLogLogs, against exact sets. */
class HyperLogLogTest {

    private static final int SPARSE_LENGTH = 3000;
    private static final double STANDARD_ERROR = 0.0081;
    private static final int RUNS = 100;

    @Test
    void standardErrorIsAtMost81In10000() {
        int[] sizes = {1_000, 3_000, 10_000, 30_000};
        double all = 0;
        for (int size : sizes) {
            double squares = 0;
            for (int run = 0; run < RUNS; run++) {
                double error = (double) (count(size, new SplittableRandom(31L * size + run)) - size) / size;
                squares += error * error;
            }
            // The error of so many runs is itself known to some hundredths.
            assertThat(Math.sqrt(squares / RUNS)).as("%d elements", size).isLessThan(STANDARD_ERROR * 1.2);
            all += squares;
        }
        assertThat(Math.sqrt(all / (RUNS * sizes.length))).isLessThanOrEqualTo(STANDARD_ERROR);
    }

    private static long count(int size, SplittableRandom random) {
        HyperLogLog counter = HyperLogLog.edit(HyperLogLog.newString());
        for (int i = 0; i < size; i++) {
            counter.add(Bytes.of(random.nextLong()), SPARSE_LENGTH);
        }
        return counter.count();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sparseAndDenseRegistersAreTheSame(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int elements = 1 + random.nextInt(4000);
        HyperLogLog sparse = HyperLogLog.edit(HyperLogLog.newString());
        HyperLogLog dense = HyperLogLog.edit(HyperLogLog.newString());
        dense.toDense();
        Set<Integer> exact = new HashSet<>();
        for (int step = 0; step < elements; step++) {
            int element = random.nextInt(elements);
            exact.add(element);
            boolean changed = sparse.add(Bytes.of(element), SPARSE_LENGTH * 4);
            assertThat(dense.add(Bytes.of(element), 0))
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(changed);
        }
        assertThat(sparse.isSparse()).isTrue();
        assertThat(sparse.registers()).isEqualTo(dense.registers());
        assertThat(sparse.count()).isEqualTo(dense.count()).isCloseTo(exact.size(), within(1 + exact.size() / 20L));
        sparse.toDense();
        assertThat(sparse.registers()).isEqualTo(dense.registers());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void unionsCountWhatEitherHasSeen(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] union = new byte[HyperLogLog.REGISTERS];
        HyperLogLog together = HyperLogLog.edit(HyperLogLog.newString());
        for (int i = 0; i < 5; i++) {
            HyperLogLog one = HyperLogLog.edit(HyperLogLog.newString());
            for (int elements = random.nextInt(10_000); elements > 0; elements--) {
                byte[] element = Bytes.of(random.nextInt(20_000));
                one.add(element, SPARSE_LENGTH);
                together.add(element, SPARSE_LENGTH);
            }
            one.mergeInto(union);
        }
        assertThat(union).isEqualTo(together.registers());
        HyperLogLog raised = HyperLogLog.edit(HyperLogLog.newString());
        raised.raiseAll(union, SPARSE_LENGTH);
        assertThat(raised.registers()).isEqualTo(union);
        assertThat(HyperLogLog.count(union)).isEqualTo(together.count());
    }

    @Test
    void theKeptCountIsLittleEndianAndItsHighestBitSaysOutOfDate() {
        StringValue string = HyperLogLog.newString();
        HyperLogLog counter = HyperLogLog.edit(string);
        assertThat(counter.isCountKept()).isTrue();
        counter.keepCount(0x0102030405060708L);
        assertThat(string.range(8, 16)).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(counter.keptCount()).isEqualTo(0x0102030405060708L);
        counter.forgetCount();
        assertThat(counter.isCountKept()).isFalse();
        assertThat(string.range(15, 16)).containsExactly(0x81);
    }

    /** Nothing but the exception that says so comes of runs that are none. */
    @Test
    void anyBytesAreTakenOrRefused() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            StringValue string = sparse(random);
            assertThat(HyperLogLog.isOne(string)).isTrue();
            try {
                use(HyperLogLog.edit(string), random);
            } catch (CorruptHyperLogLogException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", string " + i, e);
            }
        }
        assertThat(refused).isBetween(1, 19_999);
    }

    private static StringValue sparse(SplittableRandom random) {
        byte[] runs = new byte[random.nextInt(40)];
        random.nextBytes(runs);
        StringValue string = HyperLogLog.newString();
        string.write(random.nextInt(16, 19), runs);
        return string;
    }

    private static void use(HyperLogLog counter, SplittableRandom random) {
        counter.runs();
        switch (random.nextInt(4)) {
            case 0 -> counter.count();
            case 1 -> counter.toDense();
            case 2 -> counter.mergeInto(new byte[HyperLogLog.REGISTERS]);
            default -> {
                for (int i = 0; i < 20; i++) {
                    counter.add(Bytes.of(random.nextInt()), random.nextInt(100));
                }
            }
        }
    }
}
