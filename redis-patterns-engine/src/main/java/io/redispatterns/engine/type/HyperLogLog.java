package io.redispatterns.engine.type;

import io.redispatterns.engine.util.MurmurHash;
import java.util.Arrays;

/**
 * An estimate of how many different elements have been seen, kept in a string of Redis's own form: a header, then 16384 registers,
 * sparse ({@link SparseRegisters}) or dense ({@link DenseRegisters}). Its standard error is 0.81 %.
 *
 * <pre>
 * "HYLL"  encoding: 0 dense, 1 sparse  3 bytes unused  the last estimate in 8 bytes, little endian; its highest bit says: out of date
 * </pre>
 *
 * <p>An instance is a short-lived look at a string. The registers are checked as they are read: an operation that finds them corrupt
 * throws {@link CorruptHyperLogLogException}. The algorithm is that of Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog" (2007), with
 * 64-bit hashes.
 */
public final class HyperLogLog {

    /** The number of registers. */
    public static final int REGISTERS = 1 << 14;

    static final int HEADER_SIZE = 16;

    private static final byte[] MAGIC = {'H', 'Y', 'L', 'L'};
    private static final int ENCODING = 4;
    private static final int DENSE = 0;
    private static final int SPARSE = 1;
    private static final int CARDINALITY = 8;
    private static final int OUT_OF_DATE = 0x80;
    private static final int REGISTER_BITS = 14;
    private static final long SEED = 0xadc83b19L;

    private final StringValue value;
    private byte[] bytes;
    private int length;

    private HyperLogLog(StringValue value, byte[] bytes) {
        this.value = value;
        this.bytes = bytes;
        this.length = value.length();
    }

    /** Whether a string has the header and, when it is dense, the length of a HyperLogLog. */
    public static boolean isOne(StringValue value) {
        byte[] bytes = value.view();
        int length = value.length();
        if (length < HEADER_SIZE || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return false;
        }
        return bytes[ENCODING] == SPARSE || (bytes[ENCODING] == DENSE && length == DenseRegisters.SIZE);
    }

    /** Returns a look at a string that {@link #isOne}, for reading only. */
    public static HyperLogLog read(StringValue value) {
        return new HyperLogLog(value, value.view());
    }

    /** Returns a look at a string that {@link #isOne}, for changing it. */
    public static HyperLogLog edit(StringValue value) {
        return new HyperLogLog(value, value.edit(0));
    }

    /** Makes the string of one that has seen nothing. */
    public static StringValue newString() {
        byte[] bytes = new byte[HEADER_SIZE + 2];
        System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
        bytes[ENCODING] = SPARSE;
        SparseRegisters.putAllZeros(bytes);
        return StringValue.raw(bytes);
    }

    /** Whether the registers are kept as runs. */
    public boolean isSparse() {
        return bytes[ENCODING] == SPARSE;
    }

    /**
     * Counts an element in, and says whether a register has changed. O(1) when dense, O(length) when sparse.
     *
     * @param maxSparseLength how long the string may become before it is made dense, in bytes
     */
    public boolean add(byte[] element, int maxSparseLength) {
        long hash = MurmurHash.hash(element, SEED);
        int register = (int) hash & (REGISTERS - 1);
        // The one put in front bounds the count of zeros.
        long rest = (hash >>> REGISTER_BITS) | (1L << (Long.SIZE - REGISTER_BITS));
        return raise(register, Long.numberOfTrailingZeros(rest) + 1, maxSparseLength);
    }

    private boolean raise(int register, int rank, int maxSparseLength) {
        if (isSparse()) {
            SparseRegisters.Change change = raiseSparse(register, rank, maxSparseLength);
            if (change != SparseRegisters.Change.TOO_LONG) {
                return change == SparseRegisters.Change.RAISED;
            }
            toDense();
        }
        return DenseRegisters.raise(bytes, register, rank);
    }

    private SparseRegisters.Change raiseSparse(int register, int rank, int maxLength) {
        if (rank > SparseRegisters.MAX_VALUE) {
            return SparseRegisters.Change.TOO_LONG;
        }
        SparseRegisters sparse = sparse();
        SparseRegisters.Change change = sparse.raise(register, rank, maxLength);
        if (change == SparseRegisters.Change.RAISED) {
            replace(sparse.bytes(), sparse.length());
            forgetCount();
        }
        return change;
    }

    private SparseRegisters sparse() {
        return new SparseRegisters(bytes, length);
    }

    private void replace(byte[] newBytes, int newLength) {
        bytes = newBytes;
        length = newLength;
        value.setRaw(newBytes, newLength);
    }

    /** Raises every register to that of a table of all registers. */
    public void raiseAll(byte[] registers, int maxSparseLength) {
        for (int i = 0; i < REGISTERS; i++) {
            if (registers[i] != 0) {
                raise(i, registers[i], maxSparseLength);
            }
        }
    }

    /** Raises the registers of a table to those of this one. */
    public void mergeInto(byte[] registers) {
        byte[] mine = registers();
        for (int i = 0; i < REGISTERS; i++) {
            registers[i] = (byte) Math.max(registers[i], mine[i]);
        }
    }

    /** Returns all registers, a byte for each. */
    public byte[] registers() {
        byte[] registers = new byte[REGISTERS];
        if (isSparse()) {
            unpack(registers);
        } else {
            for (int i = 0; i < REGISTERS; i++) {
                registers[i] = (byte) DenseRegisters.get(bytes, i);
            }
        }
        return registers;
    }

    private void unpack(byte[] registers) {
        SparseRegisters sparse = sparse();
        int register = 0;
        for (int at = HEADER_SIZE; at < length; at += sparse.widthAt(at)) {
            int run = sparse.runAt(at);
            if (run > REGISTERS - register) {
                throw new CorruptHyperLogLogException();
            }
            Arrays.fill(registers, register, register + run, (byte) sparse.valueAt(at));
            register += run;
        }
        if (register != REGISTERS) {
            throw new CorruptHyperLogLogException();
        }
    }

    /** Keeps the registers at six bits each from now on. */
    public void toDense() {
        byte[] registers = registers();
        byte[] dense = Arrays.copyOf(Arrays.copyOf(bytes, HEADER_SIZE), DenseRegisters.SIZE);
        dense[ENCODING] = DENSE;
        for (int i = 0; i < REGISTERS; i++) {
            DenseRegisters.set(dense, i, registers[i]);
        }
        replace(dense, dense.length);
    }

    /** Estimates how many different elements have been seen. O(1): 16384 registers. */
    public long count() {
        return count(registers());
    }

    /** Estimates how many different elements a table of all registers speaks of. */
    public static long count(byte[] registers) {
        int[] histogram = new int[CardinalityEstimate.REGISTER_VALUES];
        for (byte register : registers) {
            histogram[register]++;
        }
        return CardinalityEstimate.of(histogram);
    }

    /** Whether the last estimate still holds. */
    public boolean isCountKept() {
        return (bytes[CARDINALITY + 7] & OUT_OF_DATE) == 0;
    }

    /** The last estimate. */
    public long keptCount() {
        long count = 0;
        for (int i = 7; i >= 0; i--) {
            count = (count << Byte.SIZE) | (bytes[CARDINALITY + i] & 0xff);
        }
        return count;
    }

    /** Keeps an estimate until a register changes. */
    public void keepCount(long count) {
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[CARDINALITY + i] = (byte) (count >>> (Byte.SIZE * i));
        }
    }

    /** Lets the kept estimate be out of date. */
    public void forgetCount() {
        bytes[CARDINALITY + 7] |= (byte) OUT_OF_DATE;
    }

    /** The runs of registers as PFDEBUG DECODE writes them, such as {@code Z:16383 v:2,1}; only of a sparse one. */
    public String runs() {
        SparseRegisters sparse = sparse();
        StringBuilder text = new StringBuilder();
        for (int at = HEADER_SIZE; at < length; at += sparse.widthAt(at)) {
            text.append(at == HEADER_SIZE ? "" : " ");
            if (sparse.isValueAt(at)) {
                text.append("v:").append(sparse.valueAt(at)).append(',').append(sparse.runAt(at));
            } else {
                text.append(sparse.widthAt(at) == 2 ? "Z:" : "z:").append(sparse.runAt(at));
            }
        }
        return text.toString();
    }
}
