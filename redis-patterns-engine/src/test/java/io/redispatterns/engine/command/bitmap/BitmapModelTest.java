package io.redispatterns.engine.command.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Random bits and fields of strings are what they are in sets of bits. */
class BitmapModelTest {

    private static final int STEPS = 20_000;
    private static final int KEYS = 4;
    private static final int MAX_BITS = 700;

    /** A row of bits that has an end, at a whole byte. */
    private static final class Row {
        private BitSet bits = new BitSet();
        private int length;
    }

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Row[] model = new Row[KEYS];
    private final RedisEngine engine = RedisEngine.open();
    private final EngineSession session = engine.session();

    @AfterEach
    void close() {
        session.close();
        engine.close();
    }

    @Test
    void agreesWithBitSets() {
        for (int i = 0; i < KEYS; i++) {
            model[i] = new Row();
        }
        for (int step = 0; step < STEPS; step++) {
            int key = random.nextInt(KEYS);
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> setBit(key);
                case 3 -> expect(model[key].bits.get(bit(step)) ? 1 : 0, "GETBIT", name(key), number(bit(step)));
                case 4 -> bitCount(key);
                case 5 -> bitPos(key);
                case 6 -> combine(key);
                case 7, 8 -> setField(key);
                default -> getField(key);
            }
        }
    }

    /** The same in one step for the model and the command. */
    private int bit(int step) {
        return new SplittableRandom(seed + step).nextInt(MAX_BITS);
    }

    private void setBit(int key) {
        int bit = random.nextInt(MAX_BITS);
        int value = random.nextInt(3) == 0 ? 0 : 1;
        expect(model[key].bits.get(bit) ? 1 : 0, "SETBIT", name(key), number(bit), number(value));
        grow(key, bit);
        model[key].bits.set(bit, value == 1);
    }

    private void grow(int key, int bit) {
        model[key].length = Math.max(model[key].length, bit / 8 * 8 + 8);
    }

    private void bitCount(int key) {
        int from = random.nextInt(MAX_BITS);
        int to = random.nextInt(MAX_BITS);
        int count = from > to ? 0 : model[key].bits.get(from, to + 1).cardinality();
        expect(count, "BITCOUNT", name(key), number(from), number(to), "BIT");
        expect(model[key].bits.cardinality(), "BITCOUNT", name(key));
    }

    private void bitPos(int key) {
        int from = random.nextInt(MAX_BITS);
        int to = random.nextInt(MAX_BITS);
        int end = Math.min(to + 1, model[key].length);
        int one = model[key].bits.nextSetBit(from);
        int zero = model[key].bits.nextClearBit(from);
        boolean there = model[key].length > 0;
        expect(one < 0 || one >= end ? -1 : one, "BITPOS", name(key), "1", number(from), number(to), "BIT");
        expect(!there ? 0 : zero >= end ? -1 : zero, "BITPOS", name(key), "0", number(from), number(to), "BIT");
    }

    private void combine(int key) {
        int first = random.nextInt(KEYS);
        int second = random.nextInt(KEYS);
        String operation = List.of("AND", "OR", "XOR", "NOT").get(random.nextInt(4));
        BitSet result = (BitSet) model[first].bits.clone();
        int length = model[first].length;
        switch (operation) {
            case "AND" -> result.and(model[second].bits);
            case "OR" -> result.or(model[second].bits);
            case "XOR" -> result.xor(model[second].bits);
            default -> result.flip(0, length);
        }
        if (operation.equals("NOT")) {
            expect(length / 8, "BITOP", operation, name(key), name(first));
        } else {
            length = Math.max(length, model[second].length);
            expect(length / 8, "BITOP", operation, name(key), name(first), name(second));
        }
        model[key].bits = result;
        model[key].length = length;
    }

    private void setField(int key) {
        int width = 1 + random.nextInt(63);
        int offset = random.nextInt(MAX_BITS - 64);
        long value = random.nextLong() >>> (64 - width);
        Reply reply = session.call("BITFIELD", name(key), "SET", "u" + width, number(offset), Long.toString(value));
        assertThat(reply).as("seed %d", seed).isEqualTo(Reply.array(Reply.of(field(key, offset, width))));
        grow(key, offset + width - 1);
        for (int i = 0; i < width; i++) {
            model[key].bits.set(offset + i, ((value >>> (width - 1 - i)) & 1) == 1);
        }
    }

    private void getField(int key) {
        int width = 1 + random.nextInt(63);
        int offset = random.nextInt(MAX_BITS);
        long field = field(key, offset, width);
        long signed = (field << (64 - width)) >> (64 - width);
        Reply reply = session.call(
                "BITFIELD_RO", name(key), "GET", "u" + width, number(offset), "GET", "i" + width, number(offset));
        assertThat(reply).as("seed %d", seed).isEqualTo(Reply.array(Reply.of(field), Reply.of(signed)));
    }

    private long field(int key, int offset, int width) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < width; i++) {
            value = value.shiftLeft(1).add(model[key].bits.get(offset + i) ? BigInteger.ONE : BigInteger.ZERO);
        }
        return value.longValueExact();
    }

    private void expect(long reply, String... command) {
        assertThat(session.call(command))
                .as("seed %d: %s", seed, String.join(" ", command))
                .isEqualTo(Reply.of(reply));
    }

    private static String name(int key) {
        return "k" + key;
    }

    private static String number(int number) {
        return Integer.toString(number);
    }
}
