package io.redispatterns.engine.type;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** One of the three ways in which the members of a set are kept. */
sealed interface SetMembers permits IntSetMembers, PackedSetMembers, TableSetMembers {

    String encoding();

    int size();

    boolean contains(byte[] member);

    boolean contains(SetMember member);

    /** Adds a member, which this encoding must be able to hold, and says whether it is new. The array may be kept. */
    boolean add(byte[] member);

    boolean remove(byte[] member);

    void forEach(Consumer<byte[]> consumer);

    /** Whether all members pass the test; stops at the first that does not. */
    boolean allMatch(Predicate<SetMember> test);

    /** One step of a walk with a cursor; see {@link SetValue#scan}. */
    long scan(long cursor, Consumer<byte[]> consumer);

    /** Removes a member drawn from all and returns it; there is at least one. */
    byte[] pop(RandomGenerator random);

    /** Gives {@code count} members, each drawn anew from all; there is at least one. */
    void draw(RandomGenerator random, long count, Consumer<byte[]> consumer);

    /** Gives {@code count} different members, fewer than there are. */
    void sample(RandomGenerator random, int count, Consumer<byte[]> consumer);

    SetMembers copy();
}
