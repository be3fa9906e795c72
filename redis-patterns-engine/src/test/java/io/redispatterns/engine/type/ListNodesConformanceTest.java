package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.util.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random commands on a list leave the same nodes as on a real server, byte for byte as DUMP gives them. */
class ListNodesConformanceTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with("--rdbcompression", "no");

    private static final int STEPS = 1500;
    private static final int QUICKLIST_2 = 18;
    private static final int PACKED = 2;

    @ParameterizedTest(name = "seed {0}, list-max-listpack-size {1}")
    @CsvSource({"1, -2", "2, -1", "3, 0", "4, 1", "5, 2", "6, 3", "7, 10", "8, 500"})
    void theNodesAreThoseOfRedis(long seed, String maxListpackSize) {
        EngineConfig config = EngineConfig.custom()
                .set("list-max-listpack-size", maxListpackSize)
                .build();
        try (RedisEngine engine = RedisEngine.open(config);
                EngineSession session = engine.session();
                RespClient client = new RespClient(REDIS.port())) {
            client.call("FLUSHALL");
            client.call("CONFIG", "SET", "list-max-listpack-size", maxListpackSize);
            SplittableRandom random = new SplittableRandom(seed);
            for (int step = 0; step < STEPS; step++) {
                String[] command = command(random);
                session.call(command);
                client.call(command);
                assertThat(nodes(engine))
                        .as("seed %s, step %s: %s", seed, step, String.join(" ", command))
                        .isEqualTo(nodes(client));
            }
        }
    }

    /** A random command, such that the list grows. An element that LSET makes longer never fills a node by itself. */
    private static String[] command(SplittableRandom random) {
        String index = Integer.toString(random.nextInt(-300, 300));
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> push("RPUSH", random);
            case 3, 4, 5 -> push("LPUSH", random);
            case 6, 7, 8, 9, 10 -> new String[] {"LINSERT", "k", "AFTER", pivot(random), element(random)};
            case 11, 12, 13, 14 -> new String[] {"LINSERT", "k", "BEFORE", pivot(random), element(random)};
            case 15 -> new String[] {"LREM", "k", Integer.toString(random.nextInt(-2, 3)), pivot(random)};
            case 16 -> new String[] {"LSET", "k", index, ""};
            case 17 ->
                new String[] {"LTRIM", "k", Integer.toString(random.nextInt(4)), Integer.toString(-random.nextInt(1, 5))
                };
            case 18 -> new String[] {"LPOP", "k", Integer.toString(random.nextInt(4))};
            default -> new String[] {"RPOP", "k", Integer.toString(random.nextInt(4))};
        };
    }

    private static String[] push(String command, SplittableRandom random) {
        List<String> words = new ArrayList<>(List.of(command, "k"));
        for (int i = random.nextInt(1, 10); i > 0; i--) {
            words.add(random.nextInt(3) == 0 ? pivot(random) : element(random));
        }
        return words.toArray(String[]::new);
    }

    private static String pivot(SplittableRandom random) {
        return Integer.toString(random.nextInt(30));
    }

    private static String element(SplittableRandom random) {
        int length = random.nextInt(40) == 0 ? random.nextInt(20_000) : random.nextInt(random.nextInt(1, 300));
        return random.nextInt(4) == 0 ? Long.toString(random.nextLong() >> random.nextInt(64)) : "e".repeat(length);
    }

    private static List<String> nodes(RedisEngine engine) {
        List<String> nodes = new ArrayList<>();
        engine.dispatcher().locked(() -> {
            Entry entry = engine.dispatcher().engine().keyspace().database(0).peek(Bytes.of("k"), 0);
            if (entry != null) {
                ((ListValue) entry.value())
                        .nodes()
                        .forEach(node -> nodes.add(HexFormat.of().formatHex(node)));
            }
        });
        return nodes;
    }

    private static List<String> nodes(RespClient client) {
        if (client.call("EXISTS", "k").text().equals("0")) {
            return List.of();
        }
        ByteBuffer dump = ByteBuffer.wrap(client.call("DUMP", "k").body());
        assertThat(dump.get()).isEqualTo((byte) QUICKLIST_2);
        List<String> nodes = new ArrayList<>();
        for (int i = length(dump); i > 0; i--) {
            assertThat(length(dump)).isEqualTo(PACKED);
            byte[] node = new byte[length(dump)];
            dump.get(node);
            nodes.add(HexFormat.of().formatHex(node));
        }
        return nodes;
    }

    /** Reads a length as RDB files have it, in 6, 14 or 32 bits. */
    private static int length(ByteBuffer dump) {
        int first = dump.get() & 0xFF;
        return switch (first >> 6) {
            case 0 -> first;
            case 1 -> (first & 0x3F) << 8 | (dump.get() & 0xFF);
            default -> dump.getInt();
        };
    }
}
