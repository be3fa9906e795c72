package io.redispatterns.engine.type;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Members in a listpack, in the order in which they came: small, and searched from the start. */
final class PackedSetMembers implements SetMembers {

    private final Listpack listpack;

    PackedSetMembers() {
        this(new Listpack());
    }

    PackedSetMembers(Listpack listpack) {
        this.listpack = listpack;
    }

    byte[] toBytes() {
        return listpack.toBytes();
    }

    /** Whether there is room for one more member, this one. */
    boolean admits(byte[] member, ListpackLimits limits) {
        return size() < limits.entries() && limits.admits(member) && listpack.mayGrowBy(member.length);
    }

    /** Adds a member that is known to be new. */
    void append(byte[] member) {
        listpack.append(member);
    }

    /** Whether a member is there twice, as can be in bytes from elsewhere. */
    boolean hasDuplicates() {
        TableSetMembers seen = new TableSetMembers();
        return !allMatch(member -> seen.add(member.bytes()));
    }

    @Override
    public String encoding() {
        return "listpack";
    }

    @Override
    public int size() {
        return listpack.size();
    }

    @Override
    public boolean contains(byte[] member) {
        return find(member) != Listpack.NONE;
    }

    @Override
    public boolean contains(SetMember member) {
        return contains(member.bytes());
    }

    @Override
    public boolean add(byte[] member) {
        boolean added = !contains(member);
        if (added) {
            append(member);
        }
        return added;
    }

    @Override
    public boolean remove(byte[] member) {
        int at = find(member);
        if (at != Listpack.NONE) {
            listpack.delete(at);
        }
        return at != Listpack.NONE;
    }

    @Override
    public void forEach(Consumer<byte[]> consumer) {
        for (int at = listpack.first(); at != Listpack.NONE; at = listpack.next(at)) {
            consumer.accept(listpack.get(at));
        }
    }

    @Override
    public boolean allMatch(Predicate<SetMember> test) {
        SetMember member = new SetMember();
        for (int at = listpack.first(); at != Listpack.NONE; at = listpack.next(at)) {
            boolean passes =
                    test.test(listpack.isInteger(at) ? member.at(listpack.getLong(at)) : member.at(listpack.get(at)));
            if (!passes) {
                return false;
            }
        }
        return true;
    }

    /** Gives everything at once, whatever the cursor. */
    @Override
    public long scan(long cursor, Consumer<byte[]> consumer) {
        forEach(consumer);
        return 0;
    }

    @Override
    public byte[] pop(RandomGenerator random) {
        int at = listpack.seek(random.nextInt(size()));
        byte[] popped = listpack.get(at);
        listpack.delete(at);
        return popped;
    }

    @Override
    public void draw(RandomGenerator random, long count, Consumer<byte[]> consumer) {
        int[] offsets = offsets();
        for (long i = 0; i < count; i++) {
            consumer.accept(listpack.get(offsets[random.nextInt(offsets.length)]));
        }
    }

    @Override
    public void sample(RandomGenerator random, int count, Consumer<byte[]> consumer) {
        Selection selection = new Selection(random, size(), count);
        for (int at = listpack.first(); at != Listpack.NONE; at = listpack.next(at)) {
            if (selection.takesNext()) {
                consumer.accept(listpack.get(at));
            }
        }
    }

    @Override
    public PackedSetMembers copy() {
        return new PackedSetMembers(listpack.copy());
    }

    /** Where the members stand. */
    private int[] offsets() {
        int[] offsets = new int[size()];
        int at = listpack.first();
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at = listpack.next(at);
        }
        return offsets;
    }

    private int find(byte[] member) {
        return listpack.find(member, listpack.first(), 0);
    }
}
