package io.redispatterns.engine.differential;

import static io.redispatterns.engine.reply.RespVersion.RESP2;
import static io.redispatterns.engine.reply.RespVersion.RESP3;

import io.redispatterns.engine.conformance.Comparison;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** The ways in which a command comes to the engine. */
enum Way {
    /** From a client that speaks version 2. */
    CLIENT_RESP2(RESP2),
    /** From a client that speaks version 3. */
    CLIENT_RESP3(RESP3),
    /** From the application around the engine; on the real server, from a client that speaks version 3. */
    IN_PROCESS(RESP3),
    /** Queued with others between MULTI and EXEC. */
    TRANSACTION_RESP2(RESP2) {
        @Override
        List<Exchange> exchanges(List<Step> steps, int chunk) {
            return transactions(steps, chunk);
        }
    },
    TRANSACTION_RESP3(RESP3) {
        @Override
        List<Exchange> exchanges(List<Step> steps, int chunk) {
            return transactions(steps, chunk);
        }
    },
    /** Called by a script; it asks for replies of version 2, and so does its client. */
    SCRIPT_RESP2(RESP2) {
        @Override
        List<Exchange> exchanges(List<Step> steps, int chunk) {
            return scripts(steps, RESP2);
        }
    },
    /** As is usual when a client speaks version 3: scripts know nothing of it. */
    SCRIPT_RESP2_OF_RESP3(RESP3) {
        @Override
        List<Exchange> exchanges(List<Step> steps, int chunk) {
            return scripts(steps, RESP2);
        }
    },
    SCRIPT_RESP3(RESP3) {
        @Override
        List<Exchange> exchanges(List<Step> steps, int chunk) {
            return scripts(steps, RESP3);
        }
    },
    SCRIPT_RESP3_OF_RESP2(RESP2) {
        @Override
        List<Exchange> exchanges(List<Step> steps, int chunk) {
            return scripts(steps, RESP3);
        }
    };

    private final RespVersion protocol;

    Way(RespVersion protocol) {
        this.protocol = protocol;
    }

    /** What the client speaks. */
    RespVersion protocol() {
        return protocol;
    }

    /** Returns what is sent for some steps: {@code chunk} of them at most in a transaction. */
    List<Exchange> exchanges(List<Step> steps, int chunk) {
        return steps.stream().map(Exchange::new).toList();
    }

    private static List<Exchange> transactions(List<Step> steps, int chunk) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int from = 0; from < steps.size(); from += chunk) {
            List<Step> queued = steps.subList(from, Math.min(steps.size(), from + chunk));
            exchanges.add(Exchange.exact("MULTI"));
            queued.forEach(step -> exchanges.add(new Exchange(step.words(), step.words(), RespMessage::equals)));
            Exchange exec = Exchange.exact("EXEC");
            exchanges.add(new Exchange(exec.toRedis(), exec.toEngine(), ofExec(queued)));
        }
        return exchanges;
    }

    /** Each reply inside EXEC's is compared as its step asks. */
    private static BiPredicate<RespMessage, RespMessage> ofExec(List<Step> queued) {
        return (expected, actual) -> {
            boolean ran =
                    expected.items().size() == queued.size() && actual.items().size() == queued.size();
            for (int i = 0; ran && i < queued.size(); i++) {
                Comparison comparison = queued.get(i).comparison();
                if (!comparison.accepts(expected.items().get(i), actual.items().get(i))) {
                    return false;
                }
            }
            return ran || expected.equals(actual);
        };
    }

    private static List<Exchange> scripts(List<Step> steps, RespVersion version) {
        String script = "redis.setresp(" + (version == RESP3 ? 3 : 2) + ") return redis.pcall(unpack(ARGV))";
        byte[][] head = {Bytes.of("EVAL"), Bytes.of(script), Bytes.of("0")};
        return steps.stream().map(step -> script(head, step, version)).toList();
    }

    private static Exchange script(byte[][] head, Step step, RespVersion version) {
        byte[][] words = Stream.of(head, step.words()).flatMap(Stream::of).toArray(byte[][]::new);
        // Maps and sets of version 3 are Lua's tables, whose order is nobody's business.
        boolean losesOrder = version == RESP3 && step.comparison() == Comparison.EXACT;
        Comparison comparison = losesOrder ? Comparison.UNORDERED : step.comparison();
        return new Exchange(words, words, comparison::accepts);
    }
}
