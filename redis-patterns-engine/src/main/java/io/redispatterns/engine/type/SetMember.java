package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Dict;
import io.redispatterns.engine.util.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * The member that a walk through a set has come to, in the form in which the set keeps it. A walk has one such object and moves it on,
 * so that looking each member up in other sets makes no objects and computes nothing twice.
 */
final class SetMember {

    private byte @Nullable [] bytes;
    private long number;
    private Dict.@Nullable KeyNode node;

    /** Moves on to an integer. */
    SetMember at(long newNumber) {
        bytes = null;
        number = newNumber;
        return this;
    }

    /** Moves on to a string of its own. */
    SetMember at(byte[] newBytes) {
        bytes = newBytes;
        return this;
    }

    /** Moves on to a node of a hash table. */
    SetMember at(Dict.KeyNode newNode) {
        bytes = newNode.key();
        node = newNode;
        return this;
    }

    /** The node that holds the member in a hash table, or null when it is not kept in one. */
    Dict.@Nullable KeyNode node() {
        return node;
    }

    /** The member as a string; not to be changed. */
    byte[] bytes() {
        if (bytes == null) {
            bytes = Bytes.of(number);
        }
        return bytes;
    }

    /** Whether the member is in a set of integers. */
    boolean isIn(IntSet integers) {
        if (bytes == null) {
            return integers.contains(number);
        }
        Long parsed = Numbers.parseLong(bytes);
        return parsed != null && integers.contains(parsed);
    }
}
