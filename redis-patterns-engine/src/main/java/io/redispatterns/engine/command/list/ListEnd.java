package io.redispatterns.engine.command.list;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.type.ListValue;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The two ends at which elements are pushed and popped. */
enum ListEnd {
    LEFT(KeyspaceEvent.LPUSH, KeyspaceEvent.LPOP) {
        @Override
        void add(ListValue list, byte[] element) {
            list.addFirst(element);
        }

        @Override
        byte[] remove(ListValue list) {
            return list.removeFirst();
        }
    },
    RIGHT(KeyspaceEvent.RPUSH, KeyspaceEvent.RPOP) {
        @Override
        void add(ListValue list, byte[] element) {
            list.addLast(element);
        }

        @Override
        byte[] remove(ListValue list) {
            return list.removeLast();
        }
    };

    private static final byte[] LPOP = Bytes.of("LPOP");
    private static final byte[] RPOP = Bytes.of("RPOP");

    private final KeyspaceEvent pushed;
    private final KeyspaceEvent popped;

    ListEnd(KeyspaceEvent pushed, KeyspaceEvent popped) {
        this.pushed = pushed;
        this.popped = popped;
    }

    abstract void add(ListValue list, byte[] element);

    abstract byte[] remove(ListValue list);

    /** Takes LEFT or RIGHT. */
    static ListEnd parse(ArgReader args) {
        if (args.accept("LEFT")) {
            return LEFT;
        }
        if (args.accept("RIGHT")) {
            return RIGHT;
        }
        throw args.syntaxError();
    }

    /** What happens to a key when elements are pushed at this end. */
    KeyspaceEvent pushed() {
        return pushed;
    }

    /** What happens to a key when elements are popped at this end. */
    KeyspaceEvent popped() {
        return popped;
    }

    /** The command that pops at this end: what is propagated in place of those that choose the key or wait. */
    byte[] popCommand() {
        return this == LEFT ? LPOP : RPOP;
    }

    /** Pops an element of a list that has some. */
    byte[] pop(Invocation in, byte[] key, ListValue list) {
        byte[] element = remove(list);
        in.changed(popped, key);
        in.removeIfEmpty(key, list);
        return element;
    }

    /** Pops elements of a list that has some, as many as there are up to a number. */
    List<Reply> pop(Invocation in, byte[] key, ListValue list, long limit) {
        int count = (int) Math.min(limit, list.size());
        List<Reply> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(Reply.of(remove(list)));
        }
        in.changed(popped, key);
        in.removeIfEmpty(key, list);
        return elements;
    }
}
