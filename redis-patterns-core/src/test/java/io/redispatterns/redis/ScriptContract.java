package io.redispatterns.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redispatterns.resilience.CircuitBreakerConfig;
import io.redispatterns.resilience.CircuitBreakingGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter of the port does alike with scripts. */
public abstract class ScriptContract {

    private static final Command SET = Command.of("SET");
    private static final Command GET = Command.of("GET");
    private static final Command FLUSH = Command.of("SCRIPT").arg("FLUSH");

    private static final Command DELETE = Command.of(Script.resource(ScriptContract.class, "compare-and-delete.lua"));
    private static final Command APPEND = Command.of(Script.resource(ScriptContract.class, "append-all.lua"));
    private static final Command PEEK = Command.of(Script.resource(ScriptContract.class, "peek.lua"));
    private static final Command COUNT = Command.of(Script.of("count", """
            -- Counts its calls.
            -- KEYS[1] the counter
            -- returns the number of calls
            -- complexity O(1)
            return redis.call('INCR', KEYS[1])
            """));

    protected RedisGateway gateway;

    protected abstract RedisGateway open();

    @BeforeEach
    void openGateway() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
        gateway.call(FLUSH);
        gateway.call(Command.of("CONFIG").arg("RESETSTAT"));
    }

    @AfterEach
    void closeGateway() {
        gateway.close();
    }

    @Test
    void runsAsOneStep() {
        gateway.call(SET.key("lock").arg("mine"));
        assertThat(gateway.call(DELETE.key("lock").arg("theirs")).asLong()).isZero();
        assertThat(gateway.call(GET.key("lock")).asString()).isEqualTo("mine");
        assertThat(gateway.call(DELETE.key("lock").arg("mine")).asLong()).isEqualTo(1);
        assertThat(gateway.call(GET.key("lock")).isNil()).isTrue();
    }

    @Test
    void sendsTheTextOnce() {
        for (int i = 1; i <= 10; i++) {
            assertThat(gateway.call(COUNT.key("n")).asLong()).isEqualTo(i);
        }
        assertThat(calls("eval")).isEqualTo(1);
        assertThat(calls("evalsha")).isEqualTo(10);
        assertThat(calls("script|load")).isZero();
    }

    @Test
    void sendsTheTextAgainWhenTheServerHasForgottenIt() {
        gateway.call(COUNT.key("n"));
        gateway.call(FLUSH);
        assertThat(gateway.call(COUNT.key("n")).asLong()).isEqualTo(2);
        assertThat(gateway.call(COUNT.key("n")).asLong()).isEqualTo(3);
        assertThat(calls("eval")).isEqualTo(2);
    }

    @Test
    void callsWithoutWaiting() {
        assertThat(join(COUNT.key("n")).asLong()).isEqualTo(1);
        assertThat(join(COUNT.key("n")).asLong()).isEqualTo(2);
        gateway.call(FLUSH);
        assertThat(join(COUNT.key("n")).asLong()).isEqualTo(3);
        assertThat(calls("eval")).isEqualTo(2);
        gateway.call(SET.key("n").arg("x"));
        assertThatThrownBy(() -> join(COUNT.key("n")))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(RedisErrorException.class)
                .hasMessageStartingWith("ERR value is not an integer or out of range");
    }

    @Test
    void pipelinesInOrder() {
        List<Command> commands = List.of(
                SET.key("n").arg("10"),
                COUNT.key("n"),
                GET.key("n"),
                DELETE.key("n").arg("10"),
                COUNT.key("n"),
                DELETE.key("n").arg("12"),
                GET.key("n"),
                COUNT.key("n"));
        for (int round = 0; round < 3; round++) {
            List<RedisValue> replies = gateway.pipeline(commands);
            assertThat(replies)
                    .containsExactly(
                            RedisValue.Bulk.of("OK"),
                            new RedisValue.Int(11),
                            RedisValue.Bulk.of("11"),
                            new RedisValue.Int(0),
                            new RedisValue.Int(12),
                            new RedisValue.Int(1),
                            RedisValue.Nil.NIL,
                            new RedisValue.Int(1));
            if (round == 1) {
                gateway.call(FLUSH);
            }
        }
    }

    @Test
    void pipelinesThousandsWithTheTextOnce() {
        List<Command> commands =
                IntStream.range(0, 5_000).mapToObj(i -> COUNT.key("n")).toList();
        List<RedisValue> replies = gateway.pipeline(commands);
        assertThat(replies.get(4_999).asLong()).isEqualTo(5_000);
        assertThat(calls("eval")).isEqualTo(1);
    }

    @Test
    void endsAPipelineWithoutTheTextOnceTheServerKnowsIt() {
        List<Command> commands = List.of(SET.key("n").arg("10"), COUNT.key("n"));
        for (int round = 0; round < 3; round++) {
            assertThat(gateway.pipeline(commands)).containsExactly(RedisValue.Bulk.of("OK"), new RedisValue.Int(11));
        }
        assertThat(calls("eval")).isEqualTo(1);
        gateway.call(FLUSH);
        assertThat(gateway.pipeline(commands).get(1).asLong()).isEqualTo(11);
        assertThat(calls("eval")).isEqualTo(2);
    }

    @Test
    void pipelinesAcrossAFlush() {
        List<RedisValue> replies = gateway.pipeline(
                List.of(COUNT.key("n"), COUNT.key("n"), FLUSH, COUNT.key("n"), GET.key("n"), COUNT.key("n")));
        assertThat(replies.stream().filter(RedisValue::isError)).isEmpty();
        assertThat(replies.get(3).asLong()).isEqualTo(3);
        assertThat(replies.get(4).asString()).isEqualTo("3");
        assertThat(replies.get(5).asLong()).isEqualTo(4);
    }

    @Test
    void pipelinesErrorsInPlace() {
        List<RedisValue> replies =
                gateway.pipeline(List.of(SET.key("n").arg("x"), COUNT.key("n"), COUNT.key("m"), GET.key("n")));
        assertThat(replies.get(1))
                .isInstanceOfSatisfying(
                        RedisValue.ErrorValue.class, e -> assertThat(e.code()).isEqualTo("ERR"));
        assertThat(replies.get(2).asLong()).isEqualTo(1);
        assertThat(replies.get(3).asString()).isEqualTo("x");
    }

    @Test
    void runsInTransactions() {
        List<Command> commands = List.of(SET.key("n").arg("10"), COUNT.key("n"), COUNT.key("n"), GET.key("n"));
        for (int round = 0; round < 3; round++) {
            assertThat(gateway.transaction(commands))
                    .containsExactly(
                            RedisValue.Bulk.of("OK"),
                            new RedisValue.Int(11),
                            new RedisValue.Int(12),
                            RedisValue.Bulk.of("12"));
            if (round == 1) {
                gateway.call(FLUSH);
            }
        }
        assertThat(gateway.call(COUNT.key("n")).asLong())
                .as("a transaction makes its scripts known")
                .isEqualTo(13);
        assertThat(calls("eval")).isEqualTo(3);
    }

    @Test
    void runsInTransactionsAcrossAFlush() {
        List<RedisValue> replies = gateway.transaction(List.of(COUNT.key("n"), FLUSH, COUNT.key("n"), COUNT.key("n")));
        assertThat(replies.get(3).asLong()).isEqualTo(3);
    }

    @Test
    void keepsTransactionsApartWhileScriptsAreFlushed() throws Exception {
        List<Command> twice = List.of(COUNT.key("n"), COUNT.key("n"));
        onThreads(8, thread -> {
            for (int i = 0; i < 50; i++) {
                if (thread == 0) {
                    gateway.call(FLUSH);
                }
                List<RedisValue> replies = gateway.transaction(twice);
                assertThat(replies.get(1).asLong() - replies.get(0).asLong()).isEqualTo(1);
            }
        });
        assertThat(gateway.call(GET.key("n")).asString()).isEqualTo("800");
    }

    @Test
    void isFirstUsedByManyThreadsAtOnce() throws Exception {
        onThreads(8, thread -> {
            gateway.call(COUNT.key("n"));
            gateway.call(COUNT.key("n"));
        });
        assertThat(gateway.call(GET.key("n")).asString()).isEqualTo("16");
        assertThat(calls("eval")).isBetween(1L, 8L);
        assertThat(calls("evalsha")).isEqualTo(16);
    }

    @Test
    void refusesAWrongNumberOfKeysOrArguments() {
        Command call = DELETE.key("a").key("b").arg("x");
        String message = "script compare-and-delete.lua takes 1 key, not 2";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway.call(call))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway.callAsync(call))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway.pipeline(List.of(COUNT.key("n"), call)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway.transaction(List.of(COUNT.key("n"), call)))
                .withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> gateway.call(DELETE.key("a")));
        assertThat(gateway.call(GET.key("n")).isNil()).as("nothing was sent").isTrue();
    }

    @Test
    void throwsTheErrorsOfScriptsWithTheirText() {
        Command own = Command.of(script("return redis.error_reply('EXPIRED not for you')"));
        assertThatThrownBy(() -> gateway.call(own))
                .isInstanceOfSatisfying(
                        RedisErrorException.class, e -> assertThat(e.code()).isEqualTo("EXPIRED"))
                .hasMessage("EXPIRED not for you");
        Command wrongType = Command.of(script("redis.call('SET', 'text', 'x') return redis.call('HGET', 'text', 'y')"));
        assertThatThrownBy(() -> gateway.call(wrongType))
                .isInstanceOf(RedisErrorException.class)
                .hasMessageStartingWith("WRONGTYPE Operation against a key holding the wrong kind of value");
        Command raised = Command.of(script("error('out of luck')"));
        assertThatThrownBy(() -> gateway.call(raised))
                .isInstanceOf(RedisErrorException.class)
                .hasMessageContaining("out of luck");
        Command broken = Command.of(script("this is not Lua"));
        assertThatThrownBy(() -> gateway.call(broken))
                .isInstanceOf(RedisErrorException.class)
                .hasMessageStartingWith("ERR Error compiling script");
        assertThat(gateway.call(COUNT.key("n")).asLong()).isEqualTo(1);
    }

    @Test
    void givesResultsOfEveryKind() {
        assertThat(result("return nil")).isEqualTo(RedisValue.Nil.NIL);
        assertThat(result("return false")).isEqualTo(RedisValue.Nil.NIL);
        assertThat(result("return true")).isEqualTo(new RedisValue.Int(1));
        assertThat(result("return 3.99")).isEqualTo(new RedisValue.Int(3));
        assertThat(result("return -42")).isEqualTo(new RedisValue.Int(-42));
        assertThat(result("return 'text'")).isEqualTo(RedisValue.Bulk.of("text"));
        assertThat(result("return redis.status_reply('FINE')")).isEqualTo(RedisValue.Bulk.of("FINE"));
        assertThat(result("return {}").asList()).isEmpty();
        assertThat(result("return {1, {'two', false}, redis.error_reply('THREE is an error'), 4, nil, 6}"))
                .isEqualTo(new RedisValue.Array(List.of(
                        new RedisValue.Int(1),
                        new RedisValue.Array(List.of(RedisValue.Bulk.of("two"), RedisValue.Nil.NIL)),
                        new RedisValue.ErrorValue("THREE", "is an error"),
                        new RedisValue.Int(4))));
    }

    @Test
    void takesManyKeysAndArguments() {
        RedisValue reply = gateway.call(
                APPEND.key("{l}a").key("{l}b").arg("writer").arg("x").arg("y").arg("z"));
        assertThat(reply)
                .isEqualTo(new RedisValue.Array(List.of(
                        RedisValue.Bulk.of("writer"),
                        new RedisValue.Array(List.of(new RedisValue.Int(3), new RedisValue.Int(3))))));
        assertThat(gateway.call(Command.of("GET").key("{l}b"))).isEqualTo(RedisValue.Bulk.of("xyz"));
    }

    @Test
    void carriesAllBytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        gateway.call(SET.key(bytes.clone()).arg(bytes.clone()));
        assertThat(gateway.call(PEEK.key(bytes.clone())).asBytes()).isEqualTo(bytes);
        assertThat(gateway.call(DELETE.key(bytes.clone()).arg(bytes.clone())).asLong())
                .isEqualTo(1);
    }

    @Test
    void readsWithoutWriting() {
        assertThat(gateway.call(PEEK.key("k")).isNil()).isTrue();
        gateway.call(SET.key("k").arg("v"));
        assertThat(gateway.call(PEEK.key("k")).asString()).isEqualTo("v");
        assertThat(calls("eval_ro")).isEqualTo(1);
        assertThat(calls("evalsha_ro")).isEqualTo(2);
        assertThat(gateway.pipeline(List.of(PEEK.key("k"), PEEK.key("k"))).get(1))
                .isEqualTo(RedisValue.Bulk.of("v"));
        assertThat(calls("eval") + calls("evalsha")).isZero();
    }

    @Test
    void keepsAReadOnlyScriptFromWriting() {
        Command liar = Command.of(Script.of("liar", """
                -- Says that it does not write.
                -- KEYS[1] what it writes
                -- returns never
                -- complexity O(1)
                -- read-only
                return redis.call('INCR', KEYS[1])
                """));
        assertThatThrownBy(() -> gateway.call(liar.key("n")))
                .isInstanceOf(RedisErrorException.class)
                .hasMessageStartingWith("ERR Write commands are not allowed from read-only scripts.");
        assertThat(gateway.call(GET.key("n")).isNil()).isTrue();
    }

    @Test
    void goesThroughACircuitAsAnyCommand() {
        CircuitBreakingGateway guarded = new CircuitBreakingGateway(gateway, CircuitBreakerConfig.ofDefaults());
        assertThat(guarded.call(COUNT.key("n")).asLong()).isEqualTo(1);
        gateway.call(FLUSH);
        assertThat(guarded.callAsync(COUNT.key("n"))
                        .toCompletableFuture()
                        .join()
                        .asLong())
                .isEqualTo(2);
        gateway.call(FLUSH);
        assertThat(guarded.transaction(List.of(COUNT.key("n"))).get(0).asLong()).isEqualTo(3);
        assertThat(guarded.pipeline(List.of(COUNT.key("n"))).get(0).asLong()).isEqualTo(4);
        assertThat(guarded.state()).isEqualTo(CircuitBreakingGateway.State.CLOSED);
    }

    private RedisValue join(Command command) {
        return gateway.callAsync(command).toCompletableFuture().join();
    }

    private RedisValue result(String body) {
        return gateway.call(Command.of(script(body)));
    }

    private static Script script(String body) {
        return Script.of("test", "-- Does what a test wants.\n-- returns something\n-- complexity O(1)\n" + body);
    }

    /** How often the server has run a command since the test began, whatever came of it. */
    private long calls(String command) {
        String stats = gateway.call(Command.of("INFO").arg("commandstats")).asString();
        Matcher line = Pattern.compile("cmdstat_" + Pattern.quote(command) + ":calls=(\\d+)")
                .matcher(stats);
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    private interface Task {
        void run(int thread);
    }

    private static void onThreads(int count, Task task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CyclicBarrier start = new CyclicBarrier(count);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int thread = i;
                runs.add(threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    task.run(thread);
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
