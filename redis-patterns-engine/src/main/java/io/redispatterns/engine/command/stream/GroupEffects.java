package io.redispatterns.engine.command.stream;

import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.type.Consumer;
import io.redispatterns.engine.type.ConsumerGroup;
import io.redispatterns.engine.type.PendingEntry;
import io.redispatterns.engine.util.Bytes;

/**
 * What a command did to a group, as commands that do the same whenever they run: XCLAIM tells whose an entry is since when, XGROUP SETID
 * what the group has read.
 */
final class GroupEffects {

    private static final byte[] XCLAIM = Bytes.of("XCLAIM");
    private static final byte[] ZERO = Bytes.of("0");
    private static final byte[] TIME = Bytes.of("TIME");
    private static final byte[] RETRYCOUNT = Bytes.of("RETRYCOUNT");
    private static final byte[] FORCE = Bytes.of("FORCE");
    private static final byte[] JUSTID = Bytes.of("JUSTID");
    private static final byte[] LASTID = Bytes.of("LASTID");
    private static final byte[] XGROUP = Bytes.of("XGROUP");
    private static final byte[] SETID = Bytes.of("SETID");
    private static final byte[] CREATECONSUMER = Bytes.of("CREATECONSUMER");
    private static final byte[] ENTRIESREAD = Bytes.of("ENTRIESREAD");

    private final Invocation in;
    private final byte[] groupName;

    GroupEffects(Invocation in, byte[] groupName) {
        this.in = in;
        this.groupName = groupName;
    }

    void created(byte[] key, Consumer consumer) {
        if (in.isPropagated()) {
            in.propagateAs(XGROUP, CREATECONSUMER, key, groupName, consumer.name());
        }
    }

    /** Notes whose an entry is; when the entry itself is deleted, that makes it pending no more. */
    void claimed(byte[] key, ConsumerGroup group, PendingEntry entry) {
        if (in.isPropagated()) {
            in.propagateAs(
                    XCLAIM,
                    key,
                    groupName,
                    entry.consumer().name(),
                    ZERO,
                    entry.id().toBytes(),
                    TIME,
                    Bytes.of(entry.deliveredAtMillis()),
                    RETRYCOUNT,
                    Bytes.of(entry.deliveries()),
                    FORCE,
                    JUSTID,
                    LASTID,
                    group.lastId().toBytes());
        }
    }

    /** Notes what the group has read. */
    void read(byte[] key, ConsumerGroup group) {
        if (in.isPropagated()) {
            in.propagateAs(
                    XGROUP,
                    SETID,
                    key,
                    groupName,
                    group.lastId().toBytes(),
                    ENTRIESREAD,
                    Bytes.of(group.entriesRead()));
        }
    }

    /** Sees to it that the command itself is not propagated, even when it did nothing. */
    void end() {
        if (!in.hasOwnEffects()) {
            in.propagateNothing();
        }
    }
}
