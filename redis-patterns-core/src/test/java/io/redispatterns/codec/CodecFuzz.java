package io.redispatterns.codec;

import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that nobody wrote: each codec makes a value of them or says that they are none, and nothing else happens. */
class CodecFuzz {

    private static final int ROUNDS = Integer.getInteger("codec.fuzz.rounds", 3_000);

    enum Colour {
        RED,
        GREEN
    }

    record Node(Node next, Object any) {}

    record Everything(
            int number,
            long large,
            double real,
            BigInteger huge,
            BigDecimal exact,
            String text,
            byte[] bytes,
            Colour colour,
            EnumMap<Colour, int[]> map,
            Optional<UUID> id,
            Instant at,
            Duration window,
            Node node) {}

    private static final Everything EVERYTHING = new Everything(
            1,
            Long.MIN_VALUE,
            Math.PI,
            BigInteger.TEN.pow(30),
            new BigDecimal("-0.00000001"),
            "Tromsø 𝄞 ".repeat(20),
            new byte[300],
            Colour.GREEN,
            new EnumMap<>(Map.of(Colour.RED, new int[] {1, 2, 3})),
            Optional.of(new UUID(1, 2)),
            Instant.EPOCH,
            Duration.ofDays(1),
            new Node(new Node(null, 1.5), List.of("a", Map.of("b", true))));

    record Target<T>(String name, Codec<T> codec, T value) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Target<?>> targets() {
        Stream<Target<?>> formats = Arrays.stream(PayloadFormat.values())
                .map(format ->
                        new Target<>(format.label(), PayloadFormatTest.codec(format, Everything.class), EVERYTHING));
        Stream<Target<?>> untyped = Arrays.stream(PayloadFormat.values())
                .map(format -> new Target<>(
                        format.label() + " untyped", PayloadFormatTest.codec(format, Object.class), EVERYTHING));
        Stream<Target<?>> compressed = Arrays.stream(CompressionAlgorithm.values())
                .map(algorithm -> new Target<>(
                        algorithm.name(),
                        CompressedCodec.of(
                                PayloadFormatTest.codec(PayloadFormat.JSON, Everything.class),
                                new Compression(algorithm, 0)),
                        EVERYTHING));
        Stream<Target<?>> others = Stream.of(
                new Target<>("text", StringCodec.INSTANCE, "Tromsø 𝄞"),
                new Target<>("bytes", BytesCodec.INSTANCE, new byte[9]),
                new Target<>("manifest", CodecGoldenTest.MANIFESTS, new ChunkManifest(100_000, 1_000, 7)));
        return Stream.of(formats, untyped, compressed, others).flatMap(stream -> stream);
    }

    @ParameterizedTest
    @MethodSource("targets")
    <T> void onlyDecodeExceptionsComeOut(Target<T> target) {
        long seed = Long.getLong("codec.fuzz.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        byte[] written = target.codec().encode(target.value());
        int values = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = random.nextInt(4) == 0 ? noise(written, random) : mutated(written, random);
            values += decode(target, bytes, "codec.fuzz.seed " + seed + ", round " + round);
        }
        System.out.printf("%s: seed %d, %d of %d were values%n", target, seed, values, ROUNDS);
    }

    private static int decode(Target<?> target, byte[] bytes, String where) {
        try {
            target.codec().decode(bytes);
            return 1;
        } catch (DecodeException e) {
            return 0;
        } catch (Throwable e) {
            return fail(where + ", bytes " + HexFormat.of().formatHex(bytes), e);
        }
    }

    /** Random bytes behind a start that is as it should be, so that they get past the first check. */
    private static byte[] noise(byte[] written, SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        System.arraycopy(written, 0, bytes, 0, Math.min(bytes.length, random.nextInt(5)));
        return bytes;
    }

    private static byte[] mutated(byte[] written, SplittableRandom random) {
        byte[] bytes = written.clone();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            bytes = mutatedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutatedOnce(byte[] bytes, SplittableRandom random) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int to = random.nextInt(at, bytes.length);
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> System.arraycopy(bytes, at, bytes, random.nextInt(to + 1), bytes.length - to);
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            default -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + to - at);
                System.arraycopy(bytes, at, longer, to, bytes.length - at);
                return longer;
            }
        }
        return bytes;
    }
}
