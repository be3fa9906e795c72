package io.redispatterns.engine.rdb;

import io.redispatterns.engine.type.HashValue;
import io.redispatterns.engine.type.ListValue;
import io.redispatterns.engine.type.RankRange;
import io.redispatterns.engine.type.SetValue;
import io.redispatterns.engine.type.SortedSetValue;
import io.redispatterns.engine.type.StreamValue;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.type.Value;
import java.util.List;

/**
 * Writes one value: in the layout of Redis 7.0, but for a hash of which fields expire, which has that of Redis 7.4. Nothing is compressed.
 */
final class ValueWriting {

    /** The first version in which fields expire. */
    private static final int VERSION_7_4 = 12;

    private static final int VERSION_7_0 = 10;

    private final RdbOutput out;

    ValueWriting(RdbOutput out) {
        this.out = out;
    }

    /** The version of the layout that a value is written in. */
    static int version(Value value) {
        return value instanceof HashValue hash && expires(hash) ? VERSION_7_4 : VERSION_7_0;
    }

    private static boolean expires(HashValue hash) {
        return hash.firstExpiry() != HashValue.NEVER;
    }

    void write(Value value) {
        if (value instanceof StringValue string) {
            out.oneByte(RdbType.STRING);
            out.string(string.bytes());
        } else if (value instanceof ListValue list) {
            list(list);
        } else if (value instanceof SetValue set) {
            set(set);
        } else if (value instanceof SortedSetValue sortedSet) {
            sortedSet(sortedSet);
        } else if (value instanceof HashValue hash) {
            hash(hash);
        } else if (value instanceof StreamValue stream) {
            new StreamWriting(out).write(stream);
        }
    }

    private void list(ListValue list) {
        List<byte[]> nodes = list.nodes();
        out.oneByte(RdbType.LIST_QUICKLIST_2);
        out.length(nodes.size());
        for (byte[] node : nodes) {
            out.length(RdbFormat.PACKED_NODE);
            out.string(node);
        }
    }

    /** Writes a set that is a listpack as a table: Redis 7.0 knows no listpacks of sets. */
    private void set(SetValue set) {
        byte[] integers = set.toIntSet();
        if (integers != null) {
            packed(RdbType.SET_INTSET, integers);
            return;
        }
        out.oneByte(RdbType.SET);
        out.length(set.size());
        set.forEach(out::string);
    }

    private void sortedSet(SortedSetValue set) {
        byte[] listpack = set.toListpack();
        if (listpack != null) {
            packed(RdbType.ZSET_LISTPACK, listpack);
            return;
        }
        out.oneByte(RdbType.ZSET_2);
        out.length(set.size());
        set.forEach(new RankRange(0, set.size()), true, (member, score) -> {
            out.string(member);
            out.binaryDouble(score);
        });
    }

    private void hash(HashValue hash) {
        byte[] listpack = hash.toListpack();
        if (listpack != null) {
            packed(RdbType.HASH_LISTPACK, listpack);
        } else if (expires(hash)) {
            expiringHash(hash);
        } else {
            out.oneByte(RdbType.HASH);
            out.length(hash.size());
            hash.forEach((field, value) -> {
                out.string(field);
                out.string(value);
            });
        }
    }

    private void expiringHash(HashValue hash) {
        byte[] listpack = hash.toExpiringListpack();
        long first = hash.firstExpiry();
        out.oneByte(listpack == null ? RdbType.HASH_METADATA : RdbType.HASH_LISTPACK_EX);
        out.littleEndian(first, Long.BYTES);
        if (listpack != null) {
            out.string(listpack);
            return;
        }
        out.length(hash.size());
        hash.forEachField((field, value, expireAtMillis) -> {
            out.length(expireAtMillis == HashValue.NEVER ? 0 : expireAtMillis - first + 1);
            out.string(field);
            out.string(value);
        });
    }

    private void packed(int type, byte[] content) {
        out.oneByte(type);
        out.string(content);
    }
}
