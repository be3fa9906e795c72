package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Dict;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Members in a hash table, in no order. */
final class TableSetMembers implements SetMembers {

    /** A sample larger than this part of all members is cheaper by a walk through all than by drawing until enough differ. */
    private static final int WALK_ABOVE_ONE_IN = 3;

    private final Dict<Node> table = new Dict<>();

    /** A member; the key is all there is. */
    private static final class Node extends Dict.KeyNode {

        Node(byte[] member) {
            super(member);
        }

        Node(Dict.KeyNode member) {
            super(member);
        }
    }

    @Override
    public String encoding() {
        return "hashtable";
    }

    @Override
    public int size() {
        return table.size();
    }

    @Override
    public boolean contains(byte[] member) {
        return table.find(member) != null;
    }

    @Override
    public boolean contains(SetMember member) {
        Dict.KeyNode node = member.node();
        return node == null ? contains(member.bytes()) : table.find(node) != null;
    }

    @Override
    public boolean add(byte[] member) {
        return add(new Node(member));
    }

    /** Adds a member of another set, whose array is then in both, and says whether it is new. */
    boolean add(SetMember member) {
        Dict.KeyNode node = member.node();
        return add(node == null ? new Node(member.bytes()) : new Node(node));
    }

    /** The node is made before it is known to be needed: so the member's hash is computed once. */
    private boolean add(Node node) {
        boolean added = table.find(node) == null;
        if (added) {
            table.insert(node);
        }
        return added;
    }

    @Override
    public boolean remove(byte[] member) {
        return table.remove(member) != null;
    }

    @Override
    public void forEach(Consumer<byte[]> consumer) {
        table.forEach(node -> consumer.accept(node.key()));
    }

    @Override
    public boolean allMatch(Predicate<SetMember> test) {
        SetMember member = new SetMember();
        return table.allMatch(node -> test.test(member.at(node)));
    }

    @Override
    public long scan(long cursor, Consumer<byte[]> consumer) {
        return table.scan(cursor, node -> consumer.accept(node.key()));
    }

    @Override
    public byte[] pop(RandomGenerator random) {
        Node popped = any(random);
        table.remove(popped);
        return popped.key();
    }

    @Override
    public void draw(RandomGenerator random, long count, Consumer<byte[]> consumer) {
        for (long i = 0; i < count; i++) {
            consumer.accept(any(random).key());
        }
    }

    @Override
    public void sample(RandomGenerator random, int count, Consumer<byte[]> consumer) {
        if (count <= size() / WALK_ABOVE_ONE_IN) {
            drawDistinct(random, count).forEach(node -> consumer.accept(node.key()));
            return;
        }
        Selection selection = new Selection(random, size(), count);
        forEach(member -> {
            if (selection.takesNext()) {
                consumer.accept(member);
            }
        });
    }

    private Set<Node> drawDistinct(RandomGenerator random, int count) {
        Set<Node> drawn = Collections.newSetFromMap(new IdentityHashMap<>(count));
        while (drawn.size() < count) {
            drawn.add(any(random));
        }
        return drawn;
    }

    private Node any(RandomGenerator random) {
        Node node = table.random(random);
        if (node == null) {
            throw new IllegalStateException("nothing can be drawn from an empty set");
        }
        return node;
    }

    @Override
    public TableSetMembers copy() {
        TableSetMembers copy = new TableSetMembers();
        table.forEach(node -> copy.table.insert(new Node(node)));
        return copy;
    }
}
