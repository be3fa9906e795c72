package io.redispatterns.engine.type;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A sorted array of different integers, all 2, 4 or 8 bytes wide: as wide as the widest that was ever in it needs. {@link #toBytes} and
 * {@link #of} speak Redis's own format (Redis 7's intset.c): the width and the number of integers in 4 bytes each, then the integers in
 * ascending order, everything little-endian.
 *
 * <p>Finding is O(log N), adding and removing O(N).
 */
final class IntSet {

    /** How many integers there can be at most, so that the array stays below a gigabyte. */
    static final int MAX_SIZE = 1 << 27;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private static final int HEADER_SIZE = 8;
    /** Arrays up to this size are not worth shrinking. */
    private static final int MIN_SHRINKABLE = 64;

    /** The integers, and room that is spare. */
    private byte[] content = new byte[0];

    private int width = Short.BYTES;
    private int size;

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns the set that bytes in Redis's format are, which need not be trusted. O(N).
     *
     * @throws IllegalArgumentException when the bytes are no such set, or one without integers
     */
    static IntSet of(byte[] bytes) {
        IntSet set = new IntSet();
        if (!set.read(bytes)) {
            throw new IllegalArgumentException("the " + bytes.length + " bytes are no intset");
        }
        return set;
    }

    private boolean read(byte[] bytes) {
        if (bytes.length <= HEADER_SIZE) {
            return false;
        }
        width = (int) INT.get(bytes, 0);
        size = (int) INT.get(bytes, Integer.BYTES);
        boolean knownWidth = width == Short.BYTES || width == Integer.BYTES || width == Long.BYTES;
        if (!knownWidth || size < 0 || (long) size * width != bytes.length - HEADER_SIZE) {
            return false;
        }
        content = Arrays.copyOfRange(bytes, HEADER_SIZE, bytes.length);
        return isAscending();
    }

    private boolean isAscending() {
        for (int i = 1; i < size; i++) {
            if (get(i - 1) >= get(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the set in Redis's format. */
    byte[] toBytes() {
        byte[] bytes = new byte[HEADER_SIZE + size * width];
        INT.set(bytes, 0, width);
        INT.set(bytes, Integer.BYTES, size);
        System.arraycopy(content, 0, bytes, HEADER_SIZE, size * width);
        return bytes;
    }

    /** Returns a set of its own with the same integers. */
    IntSet copy() {
        IntSet copy = new IntSet();
        copy.content = Arrays.copyOf(content, size * width);
        copy.width = width;
        copy.size = size;
        return copy;
    }

    /** The number of integers. */
    int size() {
        return size;
    }

    /** How many bytes each integer takes. */
    int width() {
        return width;
    }

    /** The integer at an index, from 0 for the least. */
    long get(int index) {
        return get(content, index, width);
    }

    private static long get(byte[] content, int index, int width) {
        int at = index * width;
        return switch (width) {
            case Short.BYTES -> (short) SHORT.get(content, at);
            case Integer.BYTES -> (int) INT.get(content, at);
            default -> (long) LONG.get(content, at);
        };
    }

    private void put(int index, long value) {
        int at = index * width;
        switch (width) {
            case Short.BYTES -> SHORT.set(content, at, (short) value);
            case Integer.BYTES -> INT.set(content, at, (int) value);
            default -> LONG.set(content, at, value);
        }
    }

    /** Whether the integer is in the set. */
    boolean contains(long value) {
        return find(value) >= 0;
    }

    /** Adds an integer and says whether it is new. */
    boolean add(long value) {
        if (widthOf(value) > width) {
            widen(widthOf(value));
        }
        int found = find(value);
        if (found >= 0) {
            return false;
        }
        insert(-found - 1, value);
        return true;
    }

    /** Removes an integer and says whether it was there. */
    boolean remove(long value) {
        int index = find(value);
        if (index >= 0) {
            removeAt(index);
        }
        return index >= 0;
    }

    /** Removes the integer at an index. */
    void removeAt(int index) {
        int end = size * width;
        int from = (index + 1) * width;
        System.arraycopy(content, from, content, from - width, end - from);
        size--;
        if (content.length > MIN_SHRINKABLE && size * width < content.length / 4) {
            content = Arrays.copyOf(content, size * width);
        }
    }

    /** The index of an integer, or, when it is not there, -1 minus the index at which it belongs. */
    private int find(long value) {
        if (size == 0 || value > get(size - 1)) {
            return -size - 1;
        }
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long there = get(middle);
            if (there == value) {
                return middle;
            }
            if (there < value) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private void insert(int index, long value) {
        int at = index * width;
        int end = size * width;
        byte[] target = end + width > content.length ? Arrays.copyOf(content, capacity(end + width)) : content;
        System.arraycopy(content, at, target, at + width, end - at);
        content = target;
        size++;
        put(index, value);
    }

    /** A half more than is needed: so adding in ascending order copies each integer a few times at most. */
    private static int capacity(int needed) {
        return needed + (needed >> 1);
    }

    private void widen(int newWidth) {
        byte[] narrow = content;
        int narrowWidth = width;
        width = newWidth;
        content = new byte[size * newWidth];
        for (int i = 0; i < size; i++) {
            put(i, get(narrow, i, narrowWidth));
        }
    }

    private static int widthOf(long value) {
        if (value == (short) value) {
            return Short.BYTES;
        }
        return value == (int) value ? Integer.BYTES : Long.BYTES;
    }
}
