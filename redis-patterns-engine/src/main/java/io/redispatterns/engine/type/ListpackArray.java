package io.redispatterns.engine.type;

import java.util.Arrays;

/**
 * The array under a {@link Listpack}, with spare room behind the elements and in front of them, so that both ends grow and shrink
 * without moving what is in between.
 *
 * <p>The place of the header, of no use in memory, holds where the first element begins.
 */
abstract sealed class ListpackArray permits Listpack {

    static final int HEADER_SIZE = 6;
    static final byte END = (byte) 0xFF;

    /** Arrays up to this size are not worth shrinking. */
    private static final int MIN_SHRINKABLE = 64;
    /** Growing leaves one part in so many spare. */
    private static final int SPARE_PART = 8;
    /** So many bytes are added at least, one small element. */
    private static final int MIN_SPARE = 16;
    /** Trimming leaves at most one part in so many spare. */
    private static final int TRIMMED_PART = 32;

    byte[] bytes;
    /** What is behind the end; from there on the array is spare. */
    int used;

    /** Makes the array of bytes in Redis's format without spare room. */
    ListpackArray(byte[] bytes) {
        this.bytes = bytes;
        this.used = bytes.length;
        startAt(HEADER_SIZE);
    }

    /** Where the first element begins, or the end if there is none. */
    final int start() {
        return ListpackFormat.getInt(bytes, 0);
    }

    final void startAt(int offset) {
        ListpackFormat.putInt(bytes, 0, offset);
    }

    final void endAt(int offset) {
        bytes[offset] = END;
        used = offset + 1;
    }

    /** The size in Redis's format. */
    final int sizeBytes() {
        return HEADER_SIZE + used - start();
    }

    /** Gives spare room back, unless it is little, and returns where the bytes at an offset stand then. */
    final int trim(int at) {
        boolean little = bytes.length - sizeBytes() <= bytes.length / TRIMMED_PART;
        return little ? at : compact(at);
    }

    /** Makes the bytes at a place more or fewer, moving what stands behind them. */
    final void resize(int at, int oldSize, int newSize) {
        if (newSize == oldSize) {
            return;
        }
        int newUsed = Math.addExact(used, newSize - oldSize);
        byte[] target = newUsed > bytes.length ? Arrays.copyOf(bytes, grownCapacity(newUsed)) : bytes;
        System.arraycopy(bytes, at + oldSize, target, at + newSize, used - at - oldSize);
        bytes = target;
        used = newUsed;
    }

    final void makeRoomBehind(int size) {
        if (bytes.length - used < size && !centre(size)) {
            bytes = Arrays.copyOf(bytes, grownCapacity(Math.addExact(used, size)));
        }
    }

    final void makeRoomInFront(int size) {
        if (start() - HEADER_SIZE < size && !centre(size)) {
            int capacity = grownCapacity(Math.addExact(bytes.length, size));
            reallocate(capacity, start() + capacity - bytes.length);
        }
    }

    /** Shares the spare room out to both sides, if each gets so much of it that this will not be needed soon again. */
    private boolean centre(int needed) {
        int content = used - start();
        int side = (bytes.length - HEADER_SIZE - content) / 2;
        boolean worthwhile = side >= needed + content / 4;
        if (worthwhile) {
            moveTo(bytes, HEADER_SIZE + side);
        }
        return worthwhile;
    }

    /** Gives spare room back when it is most of the array, and returns where the bytes at an offset stand then. */
    final int shrinkIfSparse(int at) {
        boolean sparse = bytes.length > MIN_SHRINKABLE && sizeBytes() < bytes.length / 4;
        return sparse ? compact(at) : at;
    }

    private int compact(int at) {
        int moved = start() - HEADER_SIZE;
        reallocate(sizeBytes(), HEADER_SIZE);
        return at - moved;
    }

    private void reallocate(int capacity, int newStart) {
        moveTo(new byte[capacity], newStart);
    }

    private void moveTo(byte[] target, int newStart) {
        int start = start();
        int length = used - start;
        System.arraycopy(bytes, start, target, newStart, length);
        bytes = target;
        used = newStart + length;
        startAt(newStart);
    }

    /** Little more than is needed: most listpacks are small and many, and Redis leaves no room in them at all. */
    private static int grownCapacity(int needed) {
        return (int) Math.min((long) needed + needed / SPARE_PART + MIN_SPARE, Integer.MAX_VALUE - 8);
    }
}
