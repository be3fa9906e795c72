package io.redispatterns.engine.command.string;

import java.util.ArrayList;
import java.util.List;

/**
 * The longest sequence of bytes that stands in two strings in the same order, and where in them its runs stand.
 *
 * <p>Found by the table of Wagner and Fischer, "The String-to-String Correction Problem", 1974. Of its numbers only two rows are
 * kept; the way back needs one bit a cell. O(N*M) time, N*M bits of memory.
 */
final class CommonSubsequence {

    /**
     * A run of bytes that stands in both strings.
     *
     * @param startA where it begins in the first string
     * @param startB where it begins in the second string
     * @param length how many bytes it has
     */
    record Run(int startA, int startB, int length) {

        int endA() {
            return startA + length - 1;
        }

        int endB() {
            return startB + length - 1;
        }
    }

    private final byte[] a;
    private final byte[] b;
    private final int length;
    /** For each pair of prefixes, row by row: whether the longest sequence is found without the first string's last byte. */
    private final long[] steps;

    private CommonSubsequence(byte[] a, byte[] b) {
        this.a = a;
        this.b = b;
        this.steps = new long[(int) stepWords(a, b)];
        this.length = fill();
    }

    static CommonSubsequence of(byte[] a, byte[] b) {
        return new CommonSubsequence(a, b);
    }

    /** How many words of memory the way back takes. */
    static long stepWords(byte[] a, byte[] b) {
        return ((long) a.length * b.length + Long.SIZE - 1) / Long.SIZE;
    }

    private int fill() {
        int[] row = new int[b.length + 1];
        long cell = 0;
        for (byte byteOfA : a) {
            int diagonal = 0;
            for (int j = 1; j <= b.length; j++, cell++) {
                int above = row[j];
                if (byteOfA == b[j - 1]) {
                    row[j] = diagonal + 1;
                } else if (above > row[j - 1]) {
                    steps[(int) (cell >>> 6)] |= 1L << cell;
                } else {
                    row[j] = row[j - 1];
                }
                diagonal = above;
            }
        }
        return row[b.length];
    }

    /** The number of bytes in common. */
    int length() {
        return length;
    }

    /** The bytes in common. */
    byte[] bytes() {
        byte[] bytes = new byte[length];
        int at = length;
        for (Run run : runs()) {
            at -= run.length();
            System.arraycopy(a, run.startA(), bytes, at, run.length());
        }
        return bytes;
    }

    /** The runs, the last one first. */
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        int i = a.length;
        int j = b.length;
        while (i > 0 && j > 0) {
            int matching = 0;
            while (i > 0 && j > 0 && a[i - 1] == b[j - 1]) {
                i--;
                j--;
                matching++;
            }
            if (matching > 0) {
                runs.add(new Run(i, j, matching));
            } else if (dropsLastOfA(i, j)) {
                i--;
            } else {
                j--;
            }
        }
        return runs;
    }

    private boolean dropsLastOfA(int i, int j) {
        long cell = (i - 1L) * b.length + j - 1;
        return (steps[(int) (cell >>> 6)] >>> cell & 1) != 0;
    }
}
