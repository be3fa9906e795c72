package io.redispatterns.engine.util;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hash table from binary keys to nodes that carry the value themselves. It grows and shrinks a bucket at a time, so that no single
 * call pays for a resize, and it can be walked with a cursor while it changes.
 *
 * <p>The walk is Redis's SCAN: the cursor counts with its bits reversed, so that buckets already visited stay visited when the
 * table's size changes; a node that is there from start to end is given at least once.
 *
 * <p>Find, insert and remove are O(1) on average. Not safe for concurrent use.
 *
 * @param <N> the node's type
 */
public final class Dict<N extends Dict.Node> {

    private static final int MIN_CAPACITY = 4;
    private static final int MAX_CAPACITY = 1 << 30;
    /** Empty buckets that one rehash step passes over at most. */
    private static final int MAX_EMPTY_VISITS = 10;

    private static final Node[] NO_BUCKETS = new Node[0];

    /**
     * What the table links together. A node has a key, and it is the subclass's business how that is kept: the table itself keeps its
     * hash and asks only nodes of the same hash whether they have the key.
     */
    public abstract static class Node {

        private final int hash;

        @Nullable
        Node next;

        /** Makes a node for a key. */
        protected Node(byte[] key) {
            this.hash = SipHash.hash(key);
        }

        /** Makes a node for the key that another node has, in whatever table that is; nothing is hashed. */
        protected Node(Node other) {
            this.hash = other.hash;
        }

        /** Whether this is the node's key. */
        protected abstract boolean hasKey(byte[] key);
    }

    /** A node that keeps its key in an array of its own; subclasses add the value. */
    public abstract static class KeyNode extends Node {

        private final byte[] key;

        /** Makes a node for a key that the node then owns: the array must not be changed any more. */
        protected KeyNode(byte[] key) {
            super(key);
            this.key = key;
        }

        /** Makes a node for the key that another node has, in whatever table that is: they share the array, and nothing is hashed. */
        protected KeyNode(KeyNode other) {
            super(other);
            this.key = other.key;
        }

        /** The key; not to be changed. */
        public final byte[] key() {
            return key;
        }

        @Override
        protected final boolean hasKey(byte[] other) {
            return key == other || Arrays.equals(key, other);
        }
    }

    private Node[] table = NO_BUCKETS;
    /** The table that nodes move to while the size changes, else empty. */
    private Node[] target = NO_BUCKETS;

    private int rehashIndex = -1;
    private int size;

    /** The number of nodes. */
    public int size() {
        return size;
    }

    /** Whether there is no node. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The number of buckets, of both tables while the size changes. */
    public int capacity() {
        return table.length + target.length;
    }

    /** Returns the node of a key, or null. */
    public @Nullable N find(byte[] key) {
        return size == 0 ? null : find(key, SipHash.hash(key));
    }

    /** Returns the node of the key that a node of any table has, or null. Nothing is hashed: this is what set algebra lives on. */
    public @Nullable N find(KeyNode other) {
        return size == 0 ? null : find(other.key, ((Node) other).hash);
    }

    private @Nullable N find(byte[] key, int hash) {
        rehashStep();
        Node found = findIn(table, key, hash);
        return cast(found != null || rehashIndex < 0 ? found : findIn(target, key, hash));
    }

    /** Adds a node whose key is not in the table yet: the caller has looked. */
    public void insert(N node) {
        rehashStep();
        growIfFull();
        Node[] into = rehashIndex >= 0 ? target : table;
        int bucket = ((Node) node).hash & (into.length - 1);
        ((Node) node).next = into[bucket];
        into[bucket] = node;
        size++;
    }

    /** Removes the node of a key and returns it, or null. */
    public @Nullable N remove(byte[] key) {
        N found = find(key);
        if (found != null) {
            remove(found);
        }
        return found;
    }

    /** Removes a node that is in the table. */
    public void remove(N node) {
        rehashStep();
        relink(node, ((Node) node).next);
        size--;
        shrinkIfSparse();
    }

    /** Puts a node with the same key in the place of one that is in the table. */
    public void replace(N present, N replacement) {
        ((Node) replacement).next = ((Node) present).next;
        relink(present, replacement);
    }

    /** Removes all nodes. */
    public void clear() {
        table = NO_BUCKETS;
        target = NO_BUCKETS;
        rehashIndex = -1;
        size = 0;
    }

    /** Calls the consumer once for each node, in no order; the table must not be changed meanwhile. */
    public void forEach(Consumer<? super N> consumer) {
        for (Node[] buckets : new Node[][] {table, target}) {
            for (Node head : buckets) {
                visit(head, consumer);
            }
        }
    }

    /** Whether all nodes pass the test, in no order; stops at the first that does not. The table must not be changed meanwhile. */
    public boolean allMatch(Predicate<? super N> test) {
        return allMatchIn(table, test) && allMatchIn(target, test);
    }

    private boolean allMatchIn(Node[] buckets, Predicate<? super N> test) {
        for (Node head : buckets) {
            for (Node node = head; node != null; node = node.next) {
                if (!test.test(castPresent(node))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns some node, each about equally likely; null when there is none. O(1) on average. */
    public @Nullable N random(RandomGenerator random) {
        if (size == 0) {
            return null;
        }
        Node head = null;
        while (head == null) {
            // Each miss moves a table that is emptying on towards a size at which misses are rare.
            rehashStep();
            int slot = random.nextInt(capacity());
            head = slot < table.length ? table[slot] : target[slot - table.length];
        }
        int length = 0;
        for (Node node = head; node != null; node = node.next) {
            length++;
        }
        Node chosen = head;
        for (int skip = random.nextInt(length); skip > 0 && chosen.next != null; skip--) {
            chosen = chosen.next;
        }
        return cast(chosen);
    }

    /**
     * Gives the nodes of the next bucket to the consumer and returns the cursor to go on with; 0 starts and 0 ends. The table must
     * not be changed by the consumer.
     */
    public long scan(long cursor, Consumer<? super N> consumer) {
        if (size == 0) {
            return 0;
        }
        if (rehashIndex < 0) {
            visit(table[(int) (cursor & (table.length - 1))], consumer);
            return next(cursor, table.length - 1);
        }
        return scanBoth(cursor, consumer);
    }

    /** While both tables are in use: the bucket of the smaller one and all buckets of the larger one that expand it. */
    private long scanBoth(long cursor, Consumer<? super N> consumer) {
        Node[] small = table.length <= target.length ? table : target;
        Node[] large = table.length <= target.length ? target : table;
        long smallMask = small.length - 1L;
        long largeMask = large.length - 1L;
        visit(small[(int) (cursor & smallMask)], consumer);
        long at = cursor;
        do {
            visit(large[(int) (at & largeMask)], consumer);
            at = next(at, largeMask);
        } while ((at & (smallMask ^ largeMask)) != 0);
        return at;
    }

    private static long next(long cursor, long mask) {
        return Long.reverse(Long.reverse(cursor | ~mask) + 1);
    }

    private void visit(@Nullable Node head, Consumer<? super N> consumer) {
        for (Node node = head; node != null; node = node.next) {
            consumer.accept(castPresent(node));
        }
    }

    private static @Nullable Node findIn(Node[] buckets, byte[] key, int hash) {
        for (Node node = buckets[hash & (buckets.length - 1)]; node != null; node = node.next) {
            if (node.hash == hash && node.hasKey(key)) {
                return node;
            }
        }
        return null;
    }

    /** Makes whatever leads to a node lead to another one, or to the end. */
    private void relink(Node node, @Nullable Node successor) {
        if (!relinkIn(table, node, successor)) {
            relinkIn(target, node, successor);
        }
        node.next = null;
    }

    private static boolean relinkIn(Node[] buckets, Node node, @Nullable Node successor) {
        int bucket = node.hash & (buckets.length - 1);
        Node previous = buckets[bucket];
        if (previous == node) {
            put(buckets, bucket, successor);
            return true;
        }
        while (previous != null && previous.next != node) {
            previous = previous.next;
        }
        if (previous != null) {
            previous.next = successor;
        }
        return previous != null;
    }

    private void growIfFull() {
        if (rehashIndex >= 0) {
            return;
        }
        if (table.length == 0) {
            table = new Node[MIN_CAPACITY];
        } else if (size >= table.length && table.length < MAX_CAPACITY) {
            resizeTo(table.length * 2);
        }
    }

    /** Shrinks below one node in ten buckets, as Redis does. */
    private void shrinkIfSparse() {
        if (size == 0) {
            clear();
        } else if (rehashIndex < 0 && table.length > MIN_CAPACITY && (long) size * 10 < table.length) {
            resizeTo(Math.max(MIN_CAPACITY, Integer.highestOneBit(size) * 2));
        }
    }

    private void resizeTo(int capacity) {
        target = new Node[capacity];
        rehashIndex = 0;
    }

    /** Moves the nodes of one bucket, if the size is changing. */
    private void rehashStep() {
        if (rehashIndex < 0) {
            return;
        }
        int visits = MAX_EMPTY_VISITS;
        while (rehashIndex < table.length && table[rehashIndex] == null) {
            rehashIndex++;
            if (--visits == 0) {
                break;
            }
        }
        if (rehashIndex < table.length) {
            moveBucket(rehashIndex);
        }
        if (rehashIndex >= table.length) {
            table = target;
            target = NO_BUCKETS;
            rehashIndex = -1;
            shrinkIfSparse();
        }
    }

    private void moveBucket(int bucket) {
        Node node = table[bucket];
        if (node == null) {
            return;
        }
        put(table, bucket, null);
        while (node != null) {
            Node following = node.next;
            int to = node.hash & (target.length - 1);
            node.next = target[to];
            target[to] = node;
            node = following;
        }
        rehashIndex = bucket + 1;
    }

    /** The one place that writes an empty bucket: arrays of nodes hold null where there is none. */
    @SuppressWarnings("NullAway")
    private static void put(Node[] buckets, int bucket, @Nullable Node head) {
        buckets[bucket] = head;
    }

    @SuppressWarnings("unchecked")
    private @Nullable N cast(@Nullable Node node) {
        return (N) node;
    }

    @SuppressWarnings("unchecked")
    private N castPresent(Node node) {
        return (N) node;
    }
}
