package io.redispatterns.engine.command.string;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.util.Bytes;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** INCRBYFLOAT gives the digits of a real server for numbers of every size, near ties and at the limits, and for near misses. */
class IncrByFloatConformanceTest {

    private static final int PAIRS = 6000;

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Test
    void givesTheDigitsOfARealServer() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (RedisEngine engine = RedisEngine.open();
                EngineSession session = engine.session();
                RespClient client = new RespClient(REDIS.port())) {
            for (int i = 0; i < PAIRS; i++) {
                String first = number(random);
                String second = random.nextInt(8) == 0 ? near(first, random) : number(random);
                client.call("SET", "k", first);
                session.call("SET", "k", first);
                assertThat(text(session.call("INCRBYFLOAT", "k", second)))
                        .as("seed %d, pair %d: %s + %s", seed, i, first, second)
                        .isEqualTo(text(client.call("INCRBYFLOAT", "k", second)));
            }
        }
    }

    private static String text(Reply reply) {
        return reply instanceof Reply.Bulk bulk ? Bytes.text(bulk.bytes()) : ((Reply.ErrorReply) reply).text();
    }

    private static String text(RespMessage message) {
        return message.kind() == '-' ? message.line() : message.text();
    }

    private static String number(Random random) {
        String sign = random.nextBoolean() ? "" : random.nextBoolean() ? "-" : "+";
        return sign
                + switch (random.nextInt(10)) {
                    case 0 -> Long.toString(random.nextLong() & Long.MAX_VALUE);
                    case 1 -> around(BigInteger.ONE.shiftLeft(60 + random.nextInt(12)), random);
                    case 2 -> decimal(3, 3, random);
                    case 3 -> decimal(20, 30, random);
                    case 4 -> decimal(1, 1 + random.nextInt(19), random) + "e" + (random.nextInt(60) - 30);
                    case 5 -> decimal(1, 25, random) + "E" + (random.nextInt(9910) - 4960);
                    case 6 -> hex(random, random.nextInt(200) - 100);
                    case 7 -> hex(random, random.nextInt(33000) - 16500);
                    case 8 -> tie(random);
                    default -> damaged(decimal(3, 3, random) + "e" + random.nextInt(9), random);
                };
    }

    private static String around(BigInteger center, Random random) {
        return center.add(BigInteger.valueOf(random.nextInt(33) - 16)).toString();
    }

    private static String decimal(int wholeDigits, int fractionDigits, Random random) {
        return digits(random.nextInt(wholeDigits + 1), 10, random) + "."
                + digits(1 + random.nextInt(fractionDigits), 10, random);
    }

    private static String hex(Random random, int exponent) {
        return "0x" + digits(1 + random.nextInt(20), 16, random) + "." + digits(random.nextInt(4), 16, random) + "p"
                + exponent;
    }

    /** A number half way between two that can be kept, or next to it. */
    private static String tie(Random random) {
        BigInteger odd = new BigInteger(64, random).setBit(63).shiftLeft(1).setBit(0);
        int power = random.nextInt(40);
        return odd.shiftLeft(power)
                .add(BigInteger.valueOf(random.nextInt(3) - 1))
                .toString();
    }

    private static String near(String number, Random random) {
        String opposite = number.startsWith("-") ? number.substring(1) : "-" + number.replace("+", "");
        return random.nextBoolean() ? opposite : damaged(opposite, random);
    }

    private static String damaged(String text, Random random) {
        int at = random.nextInt(text.length());
        String replacement =
                "+-.eExXpP0123456789 infa".substring(random.nextInt(24)).substring(0, 1);
        return text.substring(0, at) + replacement + text.substring(at + random.nextInt(2));
    }

    private static String digits(int count, int radix, Random random) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(Character.forDigit(random.nextInt(radix), radix));
        }
        return digits.toString();
    }
}
