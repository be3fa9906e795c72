package io.redispatterns.backend.lettuce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.redispatterns.redis.RedisValue;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a {@link RedisValue} from the parts of a reply as Lettuce reads them. */
final class RedisValueOutput extends CommandOutput<byte[], byte[], RedisValue> {

    private enum Kind {
        ARRAY,
        MAP,
        SET
    }

    /** A collection whose elements are still coming. */
    private record Open(Kind kind, int size, List<RedisValue> elements) {

        boolean isFull() {
            return elements.size() == size;
        }

        RedisValue close() {
            return switch (kind) {
                case ARRAY -> new RedisValue.Array(elements);
                case SET -> new RedisValue.SetValue(elements);
                case MAP -> new RedisValue.MapValue(pairs());
            };
        }

        private List<RedisValue.Entry> pairs() {
            List<RedisValue.Entry> pairs = new ArrayList<>(size / 2);
            for (int i = 0; i < size; i += 2) {
                pairs.add(new RedisValue.Entry(elements.get(i), elements.get(i + 1)));
            }
            return pairs;
        }
    }

    private final Deque<Open> open = new ArrayDeque<>(1);

    RedisValueOutput() {
        super(ByteArrayCodec.INSTANCE, RedisValue.Nil.NIL);
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        add(bytes == null ? RedisValue.Nil.NIL : new RedisValue.Bulk(copy(bytes)));
    }

    @Override
    public void setSingle(ByteBuffer bytes) {
        set(bytes);
    }

    @Override
    public void set(long integer) {
        add(new RedisValue.Int(integer));
    }

    @Override
    public void set(double number) {
        add(new RedisValue.Decimal(number));
    }

    @Override
    public void set(boolean value) {
        add(new RedisValue.Bool(value));
    }

    @Override
    public void setBigNumber(ByteBuffer bytes) {
        add(new RedisValue.BigNumber(new BigInteger(new String(copy(bytes), UTF_8))));
    }

    @Override
    public void setError(ByteBuffer error) {
        if (open.isEmpty()) {
            super.setError(error);
        } else {
            add(RedisValue.ErrorValue.parse(new String(copy(error), UTF_8)));
        }
    }

    @Override
    public void multi(int count) {
        begin(Kind.ARRAY, count);
    }

    @Override
    public void multiMap(int count) {
        begin(Kind.MAP, count * 2);
    }

    @Override
    public void multiSet(int count) {
        begin(Kind.SET, count);
    }

    private void begin(Kind kind, int size) {
        if (size < 0) {
            add(RedisValue.Nil.NIL);
            return;
        }
        Open collection = new Open(kind, size, new ArrayList<>(size));
        if (size == 0) {
            add(collection.close());
        } else {
            open.push(collection);
        }
    }

    private void add(RedisValue value) {
        RedisValue complete = value;
        for (Open collection = open.peek(); collection != null; collection = open.peek()) {
            collection.elements().add(complete);
            if (!collection.isFull()) {
                return;
            }
            open.pop();
            complete = collection.close();
        }
        output = complete;
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
