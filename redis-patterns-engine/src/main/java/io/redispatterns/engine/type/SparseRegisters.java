package io.redispatterns.engine.type;

import java.util.Arrays;

/**
 * The registers of a HyperLogLog with few elements, as runs of equal values behind the header.
 *
 * <pre>
 * 00xxxxxx            ZERO:  1 to 64 registers are 0
 * 01xxxxxx xxxxxxxx   XZERO: 1 to 16384 registers are 0
 * 1vvvvvxx            VAL:   1 to 4 registers have a value of 1 to 32
 * </pre>
 *
 * <p>The bytes may come from anybody: a run may lie about how many registers there are, and the second byte of the last run may be
 * missing (it counts as 0 then, as Redis's strings end with a zero byte).
 */
final class SparseRegisters {

    /** The greatest value that a run can have. */
    static final int MAX_VALUE = 32;

    private static final int MAX_ZERO_RUN = 64;
    private static final int MAX_VALUE_RUN = 4;
    /** So many bytes more at a time, at most. */
    private static final int MAX_SPARE = 300;

    private static final int XZERO = 0x40;
    private static final int VALUE = 0x80;
    /** How many runs, from the one before the changed one on, are looked at to join equal neighbours. */
    private static final int RUNS_TO_JOIN = 5;

    private byte[] bytes;
    private int length;

    /** Takes the content of a string, which is changed in place. */
    SparseRegisters(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** The present array, which is a new one when the old was too short. */
    byte[] bytes() {
        return bytes;
    }

    /** The length of header and runs. */
    int length() {
        return length;
    }

    boolean isValueAt(int at) {
        return (bytes[at] & VALUE) != 0;
    }

    private boolean isLongZeroAt(int at) {
        return (bytes[at] & (VALUE | XZERO)) == XZERO;
    }

    int widthAt(int at) {
        return isLongZeroAt(at) ? 2 : 1;
    }

    /** The value of a run's registers. */
    int valueAt(int at) {
        return isValueAt(at) ? ((bytes[at] >> 2) & 0x1f) + 1 : 0;
    }

    /** The number of a run's registers. */
    int runAt(int at) {
        if (isValueAt(at)) {
            return (bytes[at] & 3) + 1;
        }
        int high = bytes[at] & 0x3f;
        int low = at + 1 < length ? bytes[at + 1] & 0xff : 0;
        return (isLongZeroAt(at) ? (high << 8) | low : high) + 1;
    }

    /** What a change came to. */
    enum Change {
        /** The register is as high already. */
        NONE,
        /** The register has been raised. */
        RAISED,
        /** The result would be longer than allowed: nothing has been changed. */
        TOO_LONG
    }

    /**
     * Raises a register to a value of at most {@link #MAX_VALUE}. O(length).
     *
     * @throws CorruptHyperLogLogException when the runs do not reach to the register
     */
    Change raise(int register, int value, int maxLength) {
        int before = HyperLogLog.HEADER_SIZE;
        int at = before;
        int first = 0;
        while (at < length && register >= first + runAt(at)) {
            first += runAt(at);
            before = at;
            at += widthAt(at);
        }
        if (at >= length) {
            throw new CorruptHyperLogLogException();
        }
        if (valueAt(at) >= value) {
            return Change.NONE;
        }
        if (runAt(at) == 1 && !isLongZeroAt(at)) {
            bytes[at] = valueRun(value, 1);
        } else if (!split(at, register - first, value, maxLength)) {
            return Change.TOO_LONG;
        }
        join(before);
        return Change.RAISED;
    }

    /** Replaces a run by what comes before a register in it, the register with a new value, and what comes behind it. */
    private boolean split(int at, int registersBefore, int value, int maxLength) {
        byte[] runs = new byte[5];
        int size = putRun(runs, 0, valueAt(at), registersBefore);
        runs[size++] = valueRun(value, 1);
        size = putRun(runs, size, valueAt(at), runAt(at) - registersBefore - 1);
        int growth = size - widthAt(at);
        if (growth > 0 && length + growth > maxLength) {
            return false;
        }
        int behind = at + widthAt(at);
        makeRoom(growth);
        if (behind < length) {
            System.arraycopy(bytes, behind, bytes, behind + growth, length - behind);
        }
        length += growth;
        System.arraycopy(runs, 0, bytes, at, Math.min(size, length - at));
        return true;
    }

    private void makeRoom(int growth) {
        int needed = length + growth;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, needed + Math.min(needed, MAX_SPARE));
        }
    }

    /** Joins neighbours that have one value into one run, as long as a run can be. */
    private void join(int from) {
        int at = from;
        for (int i = 0; i < RUNS_TO_JOIN && at < length; i++) {
            if (!isJoinable(at)) {
                at += widthAt(at);
                continue;
            }
            bytes[at + 1] = valueRun(valueAt(at), runAt(at) + runAt(at + 1));
            System.arraycopy(bytes, at + 1, bytes, at, length - at - 1);
            length--;
        }
    }

    private boolean isJoinable(int at) {
        return isValueAt(at)
                && at + 1 < length
                && isValueAt(at + 1)
                && valueAt(at) == valueAt(at + 1)
                && runAt(at) + runAt(at + 1) <= MAX_VALUE_RUN;
    }

    /** Writes a run, none when it has no registers, and returns where the next one begins. */
    private static int putRun(byte[] runs, int at, int value, int registers) {
        if (registers == 0) {
            return at;
        }
        if (value > 0) {
            runs[at] = valueRun(value, registers);
            return at + 1;
        }
        return putZeros(runs, at, registers);
    }

    private static int putZeros(byte[] runs, int at, int registers) {
        int more = registers - 1;
        if (registers <= MAX_ZERO_RUN) {
            runs[at] = (byte) more;
            return at + 1;
        }
        runs[at] = (byte) (XZERO | (more >> 8));
        runs[at + 1] = (byte) more;
        return at + 2;
    }

    private static byte valueRun(int value, int registers) {
        return (byte) (VALUE | ((value - 1) << 2) | (registers - 1));
    }

    /** Writes the one run of registers that are all 0 behind the header. */
    static void putAllZeros(byte[] bytes) {
        putZeros(bytes, HyperLogLog.HEADER_SIZE, HyperLogLog.REGISTERS);
    }
}
