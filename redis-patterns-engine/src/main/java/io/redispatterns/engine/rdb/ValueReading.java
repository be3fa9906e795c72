package io.redispatterns.engine.rdb;

import io.redispatterns.engine.type.HashValue;
import io.redispatterns.engine.type.ListValue;
import io.redispatterns.engine.type.ListpackLimits;
import io.redispatterns.engine.type.SetValue;
import io.redispatterns.engine.type.SortedSetBuilder;
import io.redispatterns.engine.type.SortedSetValue;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.type.Value;
import io.redispatterns.engine.util.DoubleReader;
import java.util.List;

/** Reads one value, in any layout of Redis up to 7.4 but those of modules, and believes nothing of it. */
final class ValueReading {

    /** The latest expiry of a field: Redis keeps it in 48 bits. */
    private static final long MAX_FIELD_EXPIRY = (1L << 48) - 2;

    private static final int NAN_SCORE = 253;
    private static final int INFINITE_SCORE = 254;
    private static final int NEGATIVE_INFINITE_SCORE = 255;

    private final RdbInput in;
    private final ValueLimits limits;

    ValueReading(RdbInput in, ValueLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /**
     * Returns the value.
     *
     * @throws IllegalArgumentException when it is none, an empty one, or one that contradicts itself
     */
    Value value() {
        int type = in.unsignedByte();
        return switch (type) {
            case RdbType.STRING -> StringValue.of(in.string());
            case RdbType.LIST -> list();
            case RdbType.LIST_ZIPLIST -> listOf(Ziplist.elements(in.string()));
            case RdbType.LIST_QUICKLIST -> quicklistOfZiplists();
            case RdbType.LIST_QUICKLIST_2 -> quicklist();
            case RdbType.SET -> set();
            case RdbType.SET_INTSET -> SetValue.ofIntSet(in.string(), limits.set());
            case RdbType.SET_LISTPACK -> SetValue.ofListpack(in.string(), limits.set());
            case RdbType.ZSET, RdbType.ZSET_2 -> sortedSet(type == RdbType.ZSET_2);
            case RdbType.ZSET_ZIPLIST -> sortedSetOf(Ziplist.elements(in.string()));
            case RdbType.ZSET_LISTPACK -> sortedSetOfListpack();
            case RdbType.HASH -> hash();
            case RdbType.HASH_ZIPMAP -> hashOf(Zipmap.elements(in.string()), limits.hash());
            case RdbType.HASH_ZIPLIST -> hashOf(Ziplist.elements(in.string()), ofAnyLength(limits.hash()));
            case RdbType.HASH_LISTPACK -> HashValue.ofListpack(in.string(), limits.hash());
            case RdbType.HASH_METADATA -> expiringHash();
            case RdbType.HASH_LISTPACK_EX -> expiringHashOfListpack();
            case RdbType.STREAM_LISTPACKS, RdbType.STREAM_LISTPACKS_2, RdbType.STREAM_LISTPACKS_3 ->
                new StreamReading(in, type).stream();
            default -> throw new IllegalArgumentException("there are no values of type " + type);
        };
    }

    private ListValue list() {
        ListValue list = new ListValue(limits.list());
        int count = in.positiveCount();
        for (int i = 0; i < count; i++) {
            list.addLast(in.string());
        }
        return list;
    }

    private ListValue listOf(List<byte[]> elements) {
        ListValue list = new ListValue(limits.list());
        elements.forEach(list::addLast);
        return notEmpty(list);
    }

    private ListValue quicklistOfZiplists() {
        ListValue list = new ListValue(limits.list());
        int nodes = in.positiveCount();
        for (int i = 0; i < nodes; i++) {
            Ziplist.elements(in.string()).forEach(list::addLast);
        }
        return notEmpty(list);
    }

    private ListValue quicklist() {
        ListValue list = new ListValue(limits.list());
        int nodes = in.positiveCount();
        for (int i = 0; i < nodes; i++) {
            long container = in.length();
            if (container == RdbFormat.PLAIN_NODE) {
                list.addLast(in.string());
            } else if (container == RdbFormat.PACKED_NODE) {
                list.addNode(in.string());
            } else {
                throw new IllegalArgumentException("a list has no nodes of kind " + container);
            }
        }
        return notEmpty(list);
    }

    private SetValue set() {
        int count = in.positiveCount();
        byte[] first = in.string();
        SetValue set = SetValue.expecting(first, count, limits.set());
        set.add(first, limits.set());
        for (int i = 1; i < count; i++) {
            requireNew(set.add(in.string(), limits.set()));
        }
        return set;
    }

    private SortedSetValue sortedSet(boolean binaryScores) {
        SortedSetBuilder set = new SortedSetBuilder();
        int count = in.positiveCount();
        for (int i = 0; i < count; i++) {
            add(set, in.string(), binaryScores ? in.binaryDouble() : textScore());
        }
        return set.build(limits.sortedSet());
    }

    private double textScore() {
        int length = in.unsignedByte();
        return switch (length) {
            case NAN_SCORE -> Double.NaN;
            case INFINITE_SCORE -> Double.POSITIVE_INFINITY;
            case NEGATIVE_INFINITE_SCORE -> Double.NEGATIVE_INFINITY;
            default -> DoubleReader.read(in.bytes(length));
        };
    }

    private SortedSetValue sortedSetOf(List<byte[]> membersAndScores) {
        requirePairs(membersAndScores);
        SortedSetBuilder set = new SortedSetBuilder();
        for (int i = 0; i < membersAndScores.size(); i += 2) {
            add(set, membersAndScores.get(i), DoubleReader.read(membersAndScores.get(i + 1)));
        }
        return set.build(ofAnyLength(limits.sortedSet()));
    }

    private static void add(SortedSetBuilder set, byte[] member, double score) {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("a score is no number");
        }
        requireNew(Double.isNaN(set.score(member)));
        set.add(member, score);
    }

    private SortedSetValue sortedSetOfListpack() {
        return notEmpty(SortedSetValue.ofListpack(in.string(), limits.sortedSet()));
    }

    private HashValue hash() {
        HashValue hash = new HashValue();
        int count = in.positiveCount();
        for (int i = 0; i < count; i++) {
            requireNew(hash.set(in.string(), in.string(), limits.hash()));
        }
        return hash;
    }

    private static HashValue hashOf(List<byte[]> fieldsAndValues, ListpackLimits hashLimits) {
        requirePairs(fieldsAndValues);
        HashValue hash = new HashValue();
        for (int i = 0; i < fieldsAndValues.size(); i += 2) {
            requireNew(hash.set(fieldsAndValues.get(i), fieldsAndValues.get(i + 1), hashLimits));
        }
        return hash;
    }

    /** Reads fields with expiries, which are relative to the first: 1 more than the difference, 0 for a field that stays. */
    private HashValue expiringHash() {
        long first = in.signed(Long.BYTES);
        HashValue hash = new HashValue();
        int count = in.positiveCount();
        for (int i = 0; i < count; i++) {
            long expiry = in.length();
            byte[] field = in.string();
            requireNew(hash.set(field, in.string(), limits.hash()));
            if (expiry != 0) {
                hash.expireAt(field, fieldExpiry(first + expiry - 1));
            }
        }
        return hash;
    }

    private static long fieldExpiry(long epochMillis) {
        if (epochMillis <= 0 || epochMillis > MAX_FIELD_EXPIRY) {
            throw new IllegalArgumentException("no field expires at " + epochMillis);
        }
        return epochMillis;
    }

    /** Reads a listpack behind the first of its expiries, which it tells itself. */
    private HashValue expiringHashOfListpack() {
        in.skip(Long.BYTES);
        return HashValue.ofExpiringListpack(in.string(), limits.hash());
    }

    /** The limits of what Redis converts without looking at the length of the elements. */
    private static ListpackLimits ofAnyLength(ListpackLimits limits) {
        return new ListpackLimits(limits.entries(), Integer.MAX_VALUE);
    }

    private static void requirePairs(List<byte[]> elements) {
        if (elements.isEmpty() || elements.size() % 2 != 0) {
            throw new IllegalArgumentException(elements.size() + " elements are no pairs");
        }
    }

    private static void requireNew(boolean isNew) {
        if (!isNew) {
            throw new IllegalArgumentException("an element stands twice");
        }
    }

    private static <V extends Value> V notEmpty(V value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a " + value.typeName() + " without content");
        }
        return value;
    }
}
