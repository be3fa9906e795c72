package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of short strings and integers in one byte array, in Redis's own listpack format (the listpack specification by Salvatore
 * Sanfilippo; Redis 7's listpack.c): the total size in 4 bytes and the number of elements in 2, both little-endian, the entries of
 * {@link ListpackFormat}, and 0xFF.
 *
 * <p>A string that is an integer in Redis's strict form is kept as one and reads back as the same digits. An element is named by the
 * offset of its entry, so that walking and searching make no objects; every change makes the offsets behind it void.
 *
 * <p>Find, insert, replace and delete are O(size in bytes), append and prepend are amortized O(length of the element), and so is
 * removing elements at the ends.
 */
final class Listpack extends ListpackArray {

    /** The offset of no element. */
    static final int NONE = -1;

    /** What stands for the number of elements when it is this or more: it has to be counted then. */
    private static final int UNCOUNTED = 0xFFFF;
    /** The size in bytes beyond which Redis does not let a listpack grow. */
    private static final int MAX_SAFE_SIZE = 1 << 30;

    private int count;

    /** Makes an empty listpack. */
    Listpack() {
        this(new byte[] {0, 0, 0, 0, 0, 0, END}, 0);
    }

    private Listpack(byte[] bytes, int count) {
        super(bytes);
        this.count = count;
    }

    /**
     * Returns the listpack that the bytes are; they belong to it from then on. O(number of elements).
     *
     * @throws IllegalArgumentException when the bytes are no listpack
     */
    static Listpack of(byte[] bytes) {
        int elements = validate(bytes);
        if (elements < 0) {
            throw new IllegalArgumentException("the " + bytes.length + " bytes are no listpack");
        }
        return new Listpack(bytes, elements);
    }

    /**
     * Checks bytes that cannot be trusted: header, end, and every entry with its back length. Returns the number of elements, or -1
     * when something is wrong; never throws and never reads outside. O(number of elements).
     */
    static int validate(byte[] bytes) {
        int end = bytes.length - 1;
        if (end < HEADER_SIZE || ListpackFormat.getInt(bytes, 0) != bytes.length || bytes[end] != END) {
            return -1;
        }
        int elements = 0;
        for (int at = HEADER_SIZE; at < end; elements++) {
            if (!ListpackFormat.fits(bytes, at, end)) {
                return -1;
            }
            at = behind(bytes, at);
        }
        int stated = ListpackFormat.getUnsignedShort(bytes, 4);
        return stated == elements || stated == UNCOUNTED ? elements : -1;
    }

    /** The number of elements. */
    int size() {
        return count;
    }

    /** Whether the listpack may grow by so many bytes of content: beyond a gigabyte it becomes unsafe. */
    boolean mayGrowBy(long length) {
        return sizeBytes() + length <= MAX_SAFE_SIZE;
    }

    /** Returns a copy of the bytes, as they stand in RDB files. */
    byte[] toBytes() {
        byte[] copy = new byte[sizeBytes()];
        ListpackFormat.putInt(copy, 0, copy.length);
        ListpackFormat.putShort(copy, 4, Math.min(count, UNCOUNTED));
        System.arraycopy(bytes, start(), copy, HEADER_SIZE, copy.length - HEADER_SIZE);
        return copy;
    }

    /** Returns a listpack of its own with the same elements. */
    Listpack copy() {
        return new Listpack(toBytes(), count);
    }

    /** The first element, or {@link #NONE}. */
    int first() {
        return orNone(start());
    }

    /** The last element, or {@link #NONE}. */
    int last() {
        return previous(used - 1);
    }

    /** The element behind this one, or {@link #NONE}. */
    int next(int at) {
        return orNone(behind(bytes, at));
    }

    /** The element in front of this one, or {@link #NONE}. */
    int previous(int at) {
        if (at == start()) {
            return NONE;
        }
        int size = ListpackFormat.backLength(bytes, at);
        return at - size - ListpackFormat.backLengthSize(size);
    }

    /** The element at an index, negative from the end (-1 is the last), or {@link #NONE}. O(distance from the nearer end). */
    int seek(int index) {
        int fromStart = index < 0 ? count + index : index;
        if (fromStart < 0 || fromStart >= count) {
            return NONE;
        }
        return fromStart < count / 2 ? walk(first(), fromStart) : walkBack(last(), count - 1 - fromStart);
    }

    private int walk(int from, int steps) {
        int at = from;
        for (int i = 0; i < steps; i++) {
            at = next(at);
        }
        return at;
    }

    private int walkBack(int from, int steps) {
        int at = from;
        for (int i = 0; i < steps; i++) {
            at = previous(at);
        }
        return at;
    }

    /**
     * Returns the first element equal to the given one, or {@link #NONE}.
     *
     * @param from where to begin, or {@link #NONE}
     * @param skip how many elements to pass over after each that is compared: 1 looks at the fields of a hash only
     */
    int find(byte[] element, int from, int skip) {
        Long parsed = Numbers.parseLong(element);
        boolean numeric = parsed != null;
        long number = parsed == null ? 0 : parsed;
        int toSkip = 0;
        for (int at = from; at != NONE; at = next(at)) {
            if (toSkip > 0) {
                toSkip--;
            } else if (matches(at, element, numeric, number)) {
                return at;
            } else {
                toSkip = skip;
            }
        }
        return NONE;
    }

    /** Whether the element is the given one. */
    boolean isEqual(int at, byte[] element) {
        return isEqual(at, element, isInteger(at) ? Numbers.parseLong(element) : null);
    }

    /** As {@link #isEqual(int, byte[])}, for an element that is compared with many: {@code number} is the integer that it is, if any. */
    boolean isEqual(int at, byte[] element, @Nullable Long number) {
        return matches(at, element, number != null, number == null ? 0 : number);
    }

    private boolean matches(int at, byte[] element, boolean numeric, long number) {
        if (isInteger(at)) {
            return numeric && ListpackFormat.integer(bytes, at) == number;
        }
        int length = ListpackFormat.stringLength(bytes, at);
        int start = at + ListpackFormat.headSize(bytes[at]);
        return length == element.length && Arrays.equals(bytes, start, start + length, element, 0, length);
    }

    /** Whether the element is kept as an integer. */
    boolean isInteger(int at) {
        return ListpackFormat.isInteger(bytes[at]);
    }

    /** The value of an element that is kept as an integer. */
    long getLong(int at) {
        return ListpackFormat.integer(bytes, at);
    }

    /** Returns the element as a string of its own. */
    byte[] get(int at) {
        if (isInteger(at)) {
            return Bytes.of(getLong(at));
        }
        int start = at + ListpackFormat.headSize(bytes[at]);
        return Arrays.copyOfRange(bytes, start, start + ListpackFormat.stringLength(bytes, at));
    }

    /** Gives the elements from one on, as many as there are up to a number, and returns how many it were. */
    int forEach(int from, int limit, Consumer<byte[]> consumer) {
        int given = 0;
        for (int at = from; at != NONE && given < limit; at = next(at)) {
            consumer.accept(get(at));
            given++;
        }
        return given;
    }

    /** The length of the element as a string. */
    int length(int at) {
        return isInteger(at) ? Long.toString(getLong(at)).length() : ListpackFormat.stringLength(bytes, at);
    }

    /** Adds an element at the end. */
    void append(byte[] element) {
        Long number = Numbers.parseLong(element);
        int size = sizeOf(element, number);
        makeRoomBehind(size);
        write(used - 1, element, number);
        grewBehind(size, 1);
    }

    /** Adds an integer at the end. */
    void append(long element) {
        int size = sizeOfInteger(element);
        makeRoomBehind(size);
        writeInteger(used - 1, element);
        grewBehind(size, 1);
    }

    /** Adds all elements of another listpack at the end. */
    void appendAll(Listpack other) {
        int size = other.used - 1 - other.start();
        makeRoomBehind(size);
        System.arraycopy(other.bytes, other.start(), bytes, used - 1, size);
        grewBehind(size, other.count);
    }

    private void grewBehind(int size, int elements) {
        endAt(used - 1 + size);
        count += elements;
    }

    /** Adds an element at the front. */
    void prepend(byte[] element) {
        Long number = Numbers.parseLong(element);
        int size = sizeOf(element, number);
        makeRoomInFront(size);
        int at = start() - size;
        write(at, element, number);
        startAt(at);
        count++;
    }

    /** Removes elements at the front, as many as there are up to a number. */
    void removeFirst(int elements) {
        int at = start();
        int removed = 0;
        for (; removed < elements && bytes[at] != END; removed++) {
            at = behind(bytes, at);
        }
        startAt(at);
        count -= removed;
        shrinkIfSparse(at);
    }

    /** Removes elements at the end, as many as there are up to a number. */
    void removeLast(int elements) {
        int removed = Math.min(elements, count);
        if (removed > 0) {
            endAt(seek(-removed));
            count -= removed;
            shrinkIfSparse(used);
        }
    }

    /** Moves an element and those behind it to a listpack of their own. O(size in bytes). */
    Listpack split(int at) {
        byte[] moved = new byte[HEADER_SIZE + used - at];
        System.arraycopy(bytes, at, moved, HEADER_SIZE, used - at);
        int elements = 0;
        for (int i = at; bytes[i] != END; i = behind(bytes, i)) {
            elements++;
        }
        endAt(at);
        count -= elements;
        return new Listpack(moved, elements);
    }

    /** Gives spare room back, unless it is little; offsets are void then. */
    void trim() {
        trim(start());
    }

    /** Inserts an element in front of another; the new one is found at the same offset. */
    void insertBefore(int at, byte[] element) {
        put(at, 0, element);
        count++;
    }

    /** Inserts an element behind another and returns its offset. */
    int insertAfter(int at, byte[] element) {
        int behind = behind(bytes, at);
        insertBefore(behind, element);
        return behind;
    }

    /** Puts an element in another's place; it is found at the same offset. */
    void replace(int at, byte[] element) {
        put(at, entrySize(at), element);
    }

    /** Puts an integer in an element's place; it is found at the same offset. */
    void replace(int at, long element) {
        resize(at, entrySize(at), sizeOfInteger(element));
        writeInteger(at, element);
    }

    /** Deletes an element and returns the offset of the one behind it, or {@link #NONE}. */
    int delete(int at) {
        return delete(at, 1);
    }

    /** Deletes an element and those behind it, as many as there are up to a number; returns the one then at the place, or NONE. */
    int delete(int at, int elements) {
        int end = at;
        int deleted = 0;
        while (deleted < elements && bytes[end] != END) {
            end = behind(bytes, end);
            deleted++;
        }
        resize(at, end - at, 0);
        count -= deleted;
        return orNone(shrinkIfSparse(at));
    }

    private int orNone(int at) {
        return bytes[at] == END ? NONE : at;
    }

    private static int behind(byte[] bytes, int at) {
        int size = ListpackFormat.size(bytes, at);
        return at + size + ListpackFormat.backLengthSize(size);
    }

    private void put(int at, int replaced, byte[] element) {
        Long number = Numbers.parseLong(element);
        resize(at, replaced, sizeOf(element, number));
        write(at, element, number);
    }

    /** How many bytes an element takes. */
    int entrySize(int at) {
        return behind(bytes, at) - at;
    }

    /** How many bytes an element will take. */
    static int entrySize(byte[] element) {
        return sizeOf(element, Numbers.parseLong(element));
    }

    private static int sizeOf(byte[] element, @Nullable Long number) {
        if (number != null) {
            return sizeOfInteger(number);
        }
        int size = ListpackFormat.sizeOfString(element.length);
        return size + ListpackFormat.backLengthSize(size);
    }

    private static int sizeOfInteger(long element) {
        int size = ListpackFormat.sizeOfInteger(element);
        return size + ListpackFormat.backLengthSize(size);
    }

    private void write(int at, byte[] element, @Nullable Long number) {
        if (number != null) {
            writeInteger(at, number);
            return;
        }
        ListpackFormat.putString(bytes, at, element);
        int size = ListpackFormat.sizeOfString(element.length);
        ListpackFormat.putBackLength(bytes, at + size, size);
    }

    private void writeInteger(int at, long element) {
        ListpackFormat.putInteger(bytes, at, element);
        int size = ListpackFormat.sizeOfInteger(element);
        ListpackFormat.putBackLength(bytes, at + size, size);
    }
}
