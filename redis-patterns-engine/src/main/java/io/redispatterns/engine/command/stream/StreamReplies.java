package io.redispatterns.engine.command.stream;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.type.StreamCursor;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ids and entries of streams as replies. */
final class StreamReplies {

    private StreamReplies() {}

    /** A word as Redis quotes it in errors: up to the first zero byte. */
    static String quoted(byte[] word) {
        String text = Bytes.losslessText(word);
        int end = text.indexOf('\0');
        return "'" + (end < 0 ? text : text.substring(0, end)) + "'";
    }

    static Reply id(StreamId id) {
        return Reply.of(id.toBytes());
    }

    /** The entry that a cursor stands on: its id, and an array of fields and values in turn. */
    static Reply entry(StreamCursor cursor) {
        return entry(cursor.id(), cursor);
    }

    /** As {@link #entry(StreamCursor)}, where the id is known already. */
    static Reply entry(StreamId id, StreamCursor cursor) {
        byte[][] words = cursor.fieldsAndValues();
        Reply[] items = new Reply[words.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = Reply.of(words[i]);
        }
        return Reply.array(id(id), new Reply.Array(Arrays.asList(items)));
    }

    /** The entries that a cursor comes to, up to a number; 0 is any number. */
    static Reply entries(StreamCursor cursor, long count) {
        List<Reply> entries = new ArrayList<>();
        while (cursor.next()) {
            entries.add(entry(cursor));
            if (entries.size() == count) {
                break;
            }
        }
        return new Reply.Array(entries);
    }

    /** The entry with an id, or null when it is not there. */
    static @Nullable Reply entry(StreamValue stream, StreamId id) {
        StreamCursor cursor = stream.cursor(id, id);
        return cursor.next() ? entry(cursor) : null;
    }
}
