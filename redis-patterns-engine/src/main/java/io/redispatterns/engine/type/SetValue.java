package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Numbers;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A set of different binary strings. It is kept as a sorted array while all members are integers and few; else as a listpack, in the
 * order in which they came, while they are few and short and the limits know listpacks; else as a hash table. It never goes back.
 *
 * <p>Finding, adding and removing are O(1) on average in a hash table and O(N) at most in the two others, which the limits keep small.
 * Arrays handed out may be the set's own and must not be changed.
 */
public final class SetValue implements Value {

    /** The part of a set to be kept, in proportion to what is popped, below which keeping is cheaper than popping. */
    private static final int KEEPING_IS_CHEAPER_BY = 5;

    private SetMembers members;

    /** Makes an empty set. */
    public SetValue() {
        this(new IntSetMembers());
    }

    private SetValue(SetMembers members) {
        this.members = members;
    }

    /**
     * Makes an empty set for members that come now, in the encoding that holds so many.
     *
     * @param first the one that comes first
     * @param count how many they are, if they are all different
     */
    public static SetValue expecting(byte[] first, int count, SetLimits limits) {
        boolean integers = Numbers.parseLong(first) != null && limits.admitsIntegers(count);
        if (integers || !limits.knowListpacks()) {
            return new SetValue();
        }
        return new SetValue(count <= limits.listpack().entries() ? new PackedSetMembers() : new TableSetMembers());
    }

    /**
     * Returns the set of integers that bytes in Redis's intset format hold; they need not be trusted. O(N).
     *
     * @throws IllegalArgumentException when the bytes are no such set, or an empty one
     */
    public static SetValue ofIntSet(byte[] bytes, SetLimits limits) {
        SetValue set = new SetValue(new IntSetMembers(IntSet.of(bytes)));
        if (!limits.admitsIntegers(set.size())) {
            set.convertToTable();
        }
        return set;
    }

    /**
     * Returns the set whose members a listpack holds; the bytes need not be trusted and are the set's from then on. O(N).
     *
     * @throws IllegalArgumentException when the bytes are no listpack, an empty one, or one with an element twice
     */
    public static SetValue ofListpack(byte[] bytes, SetLimits limits) {
        PackedSetMembers packed = new PackedSetMembers(Listpack.of(bytes));
        if (packed.size() == 0 || packed.hasDuplicates()) {
            throw new IllegalArgumentException("the listpack of " + packed.size() + " elements is no set");
        }
        SetValue set = new SetValue(packed);
        if (set.size() > limits.listpack().entries()) {
            set.convertToTable();
        }
        return set;
    }

    /** Returns the members in Redis's intset format, or null when the set is not so encoded. */
    public byte @Nullable [] toIntSet() {
        return members instanceof IntSetMembers integers ? integers.toBytes() : null;
    }

    /** Returns the members as a listpack, or null when the set is not so encoded. */
    public byte @Nullable [] toListpack() {
        return members instanceof PackedSetMembers packed ? packed.toBytes() : null;
    }

    /** The number of members. */
    public int size() {
        return members.size();
    }

    /** Whether there is such a member. */
    public boolean contains(byte[] member) {
        return members.contains(member);
    }

    boolean contains(SetMember member) {
        return members.contains(member);
    }

    /** Converts the set to a hash table if it will need to be one with so many members more. Redis does so from 7.2 on. */
    public void expect(int more, SetLimits limits) {
        boolean tooMany = members instanceof IntSetMembers
                ? !limits.admitsIntegers(more)
                : members instanceof PackedSetMembers
                        && more > limits.listpack().entries();
        if (limits.knowListpacks() && tooMany) {
            convertToTable();
        }
    }

    /**
     * Adds a member and says whether it is new. The array is the set's from then on.
     *
     * @param limits what the compact encodings may hold, now
     */
    public boolean add(byte[] member, SetLimits limits) {
        if (members instanceof IntSetMembers integers) {
            Long number = Numbers.parseLong(member);
            return number == null ? addText(integers, member, limits) : addInteger(integers, number, limits);
        }
        if (members instanceof PackedSetMembers packed) {
            return addPacked(packed, member, limits);
        }
        return members.add(member);
    }

    /** As {@link #add(byte[], SetLimits)}, with a member of another set. */
    boolean add(SetMember member, SetLimits limits) {
        return members instanceof TableSetMembers table ? table.add(member) : add(member.bytes(), limits);
    }

    private boolean addInteger(IntSetMembers integers, long member, SetLimits limits) {
        boolean added = integers.add(member);
        if (added && !limits.admitsIntegers(size())) {
            convertToTable();
        }
        return added;
    }

    /** Adds the first member that is no integer. */
    private boolean addText(IntSetMembers integers, byte[] member, SetLimits limits) {
        if (integers.fitIntoListpackWith(member, limits.listpack())) {
            PackedSetMembers packed = new PackedSetMembers();
            integers.forEach(packed::append);
            members = packed;
        } else {
            convertToTable();
        }
        return members.add(member);
    }

    private boolean addPacked(PackedSetMembers packed, byte[] member, SetLimits limits) {
        if (packed.contains(member)) {
            return false;
        }
        if (packed.admits(member, limits.listpack())) {
            packed.append(member);
            return true;
        }
        convertToTable();
        return members.add(member);
    }

    private void convertToTable() {
        TableSetMembers table = new TableSetMembers();
        members.forEach(table::add);
        members = table;
    }

    /** Removes a member and says whether it was there. */
    public boolean remove(byte[] member) {
        return members.remove(member);
    }

    /** Gives each member; the set must not be changed meanwhile. O(N). */
    public void forEach(Consumer<byte[]> consumer) {
        members.forEach(consumer);
    }

    boolean allMatch(Predicate<SetMember> test) {
        return members.allMatch(test);
    }

    /**
     * Gives some members and returns the cursor to go on with; 0 starts and 0 ends. A member that is there from start to end is given
     * at least once, however the set changes between the steps. The consumer must not change it.
     */
    public long scan(long cursor, Consumer<byte[]> consumer) {
        return members.scan(cursor, consumer);
    }

    /** Gives {@code count} members, each drawn anew from all; nothing when the set is empty. */
    public void draw(RandomGenerator random, long count, Consumer<byte[]> consumer) {
        if (!isEmpty()) {
            members.draw(random, count, consumer);
        }
    }

    /** Gives {@code count} different members at random, or all of them when there are no more. */
    public void sample(RandomGenerator random, long count, Consumer<byte[]> consumer) {
        if (count >= size()) {
            members.forEach(consumer);
        } else {
            members.sample(random, (int) count, consumer);
        }
    }

    /** Removes a member drawn from all and returns it; the set is not empty. */
    public byte[] pop(RandomGenerator random) {
        return members.pop(random);
    }

    /** Removes {@code count} members at random, fewer than there are, and gives them. */
    public void pop(RandomGenerator random, int count, SetLimits limits, Consumer<byte[]> consumer) {
        int kept = size() - count;
        if ((long) kept * KEEPING_IS_CHEAPER_BY > count) {
            for (int i = 0; i < count; i++) {
                consumer.accept(members.pop(random));
            }
        } else {
            popAllBut(random, kept, limits, consumer);
        }
    }

    /** Moves what is kept to a new set: the work is proportional to that part, apart from giving the others. */
    private void popAllBut(RandomGenerator random, int kept, SetLimits limits, Consumer<byte[]> consumer) {
        boolean packed = limits.knowListpacks() && !(members instanceof IntSetMembers);
        SetValue keep = new SetValue(packed ? new PackedSetMembers() : new IntSetMembers());
        for (int i = 0; i < kept; i++) {
            keep.add(members.pop(random), limits);
        }
        members.forEach(consumer);
        members = keep.members;
    }

    @Override
    public String typeName() {
        return "set";
    }

    @Override
    public String encoding() {
        return members.encoding();
    }

    @Override
    public SetValue copy() {
        return new SetValue(members.copy());
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }
}
