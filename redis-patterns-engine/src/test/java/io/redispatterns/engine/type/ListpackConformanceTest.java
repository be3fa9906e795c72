package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes that a real server keeps as listpacks, byte for byte as DUMP gives them. */
class ListpackConformanceTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with(
            "--rdbcompression", "no", "--hash-max-listpack-value", "100000", "--hash-max-listpack-entries", "100000");

    /** Behind the content: the version of the format in 2 bytes and a checksum of 8. */
    private static final int FOOTER_SIZE = 10;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theBytesAreThoseOfRedis(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Listpack listpack = new Listpack();
        List<String> call = new ArrayList<>(List.of("HSET", "h"));
        for (int i = 0; i < 100; i++) {
            call.add("field" + i);
            call.add(random.nextBoolean() ? number(random) : "v".repeat(random.nextInt(1 << random.nextInt(1, 16))));
        }
        call.subList(2, call.size()).forEach(word -> listpack.append(Bytes.of(word)));
        try (RespClient client = new RespClient(REDIS.port())) {
            client.call("DEL", "h");
            client.call(call.toArray(String[]::new));
            byte[] dump = client.call("DUMP", "h").body();
            int end = dump.length - FOOTER_SIZE;
            assertThat(Arrays.copyOfRange(dump, end - listpack.sizeBytes(), end))
                    .as("seed %s", seed)
                    .isEqualTo(listpack.toBytes());
        }
    }

    private static String number(SplittableRandom random) {
        return Long.toString(random.nextLong() >> random.nextInt(64));
    }
}
