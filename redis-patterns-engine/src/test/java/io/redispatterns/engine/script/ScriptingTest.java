package io.redispatterns.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.ManualTimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptingTest {

    private static final int THREADS = 4;
    private static final int CALLS = 2_000;

    private final ManualTimeSource time = new ManualTimeSource();
    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(time).build());
    private final EngineSession session = engine.session();
    private final List<List<String>> effects = new ArrayList<>();

    @BeforeEach
    void listen() {
        engine.dispatcher()
                .addSink(batch -> effects.add(batch.stream()
                        .map(effect -> effect.database() + ": "
                                + Stream.of(effect.words()).map(Bytes::text).collect(Collectors.joining(" ")))
                        .toList()));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Reply eval(String script) {
        return session.call("EVAL", script, "0");
    }

    @Test
    void theEffectsOfAScriptArePropagatedAsOne() {
        eval("redis.call('SET', 'a', 1) redis.call('GET', 'a') redis.call('SELECT', 2)"
                + " redis.call('SET', 'b', 2, 'PX', 10) return redis.call('DEL', 'none')");
        assertThat(effects).containsExactly(List.of("0: SET a 1", "2: SET b 2 PXAT " + (time.epochMillis() + 10)));
    }

    @Test
    void aScriptThatOnlyReadsPropagatesNothing() {
        eval("return redis.call('GET', 'a')");
        assertThat(effects).isEmpty();
    }

    @Test
    void whatAFailedScriptHasDoneIsPropagated() {
        eval("redis.call('SET', 'a', 1) error('half way')");
        assertThat(effects).containsExactly(List.of("0: SET a 1"));
    }

    @Test
    void aScriptMayKeepEffectsFromBeingPropagated() {
        eval("redis.call('SET', 'a', 1) redis.set_repl(redis.REPL_NONE) redis.call('SET', 'b', 1)"
                + " redis.set_repl(redis.REPL_AOF) redis.call('SET', 'c', 1)"
                + " redis.set_repl(redis.REPL_REPLICA) redis.call('SET', 'd', 1)");
        eval("redis.call('SET', 'e', 1)");
        assertThat(effects).containsExactly(List.of("0: SET a 1", "0: SET c 1"), List.of("0: SET e 1"));
    }

    @Test
    void aTransactionWithScriptsIsPropagatedAsOne() {
        session.call("MULTI");
        session.call("SET", "a", "1");
        eval("redis.call('SET', 'b', 1) redis.call('SET', 'c', 1)");
        session.call("EXEC");
        assertThat(effects).containsExactly(List.of("0: SET a 1", "0: SET b 1", "0: SET c 1"));
    }

    @Test
    void randomNumbersGoOnWhenScriptsAreFlushed() {
        String script = "return tostring(math.random())";
        try (RedisEngine undisturbed = RedisEngine.open();
                RedisEngine flushed = RedisEngine.open();
                EngineSession one = undisturbed.session();
                EngineSession other = flushed.session()) {
            assertThat(other.call("EVAL", script, "0")).isEqualTo(one.call("EVAL", script, "0"));
            other.call("SCRIPT", "FLUSH");
            assertThat(other.call("EVAL", script, "0")).isEqualTo(one.call("EVAL", script, "0"));
        }
    }

    @Test
    void scriptsOfManyThreadsRunOneAtATime() {
        String increment = "local n = redis.call('GET', KEYS[1]) redis.call('SET', KEYS[1], (n or 0) + 1)";
        CompletableFuture<?>[] threads = IntStream.range(0, THREADS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> increment(increment)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(threads).orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(session.call("GET", "n")).isEqualTo(Reply.of(Integer.toString(THREADS * CALLS)));
    }

    private void increment(String script) {
        try (EngineSession own = engine.session()) {
            byte[] digest = ((Reply.Bulk) own.call("SCRIPT", "LOAD", script)).bytes();
            for (int i = 0; i < CALLS; i++) {
                Reply reply = i % 2 == 0
                        ? own.call(Bytes.of("EVALSHA"), digest, Bytes.of("1"), Bytes.of("n"))
                        : own.call("EVAL", script, "1", "n");
                assertThat(reply).isEqualTo(Reply.NIL);
            }
        }
    }

    @Test
    void aScriptIsCompiledWhileAnotherHasTheLock() {
        CapturingSession client = new CapturingSession(engine.dispatcher());
        byte[][] call = {Bytes.of("EVAL"), Bytes.of("return 1"), Bytes.of("0")};
        CommandSpec eval = engine.dispatcher().find(call);
        engine.dispatcher()
                .locked(() -> CompletableFuture.runAsync(
                                () -> engine.dispatcher().prepare(client, eval, call))
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join());
        assertThat(client.send(call)).isEqualTo(Reply.ONE);
    }

    @Test
    void aScriptThatIsEvaluatedIsKnownByItsDigest() {
        assertThat(eval("return 5")).isEqualTo(Reply.of(5));
        String digest = Bytes.text(Sha1.hex(Bytes.of("return 5")));
        assertThat(session.call("EVALSHA", digest, "0")).isEqualTo(Reply.of(5));
        session.call("SCRIPT", "FLUSH");
        assertThat(session.call("EVALSHA", digest, "0"))
                .isEqualTo(new Reply.ErrorReply("NOSCRIPT No matching script. Please use EVAL."));
    }

    @Test
    void timeStandsStillInAScript() {
        engine.dispatcher().addListener((command, argv, reply) -> time.advance(java.time.Duration.ofMillis(7)));
        assertThat(eval("redis.call('SET', 'a', 1, 'PX', 20) redis.call('PING') redis.call('PING')"
                        + " return redis.call('PTTL', 'a')"))
                .isEqualTo(Reply.of(20));
    }

    @Test
    void theClockOfScriptsMeasuresTime() {
        assertThat(eval("local t = os.clock() redis.call('PING') return {type(t), os.clock() - t, #os}"))
                .isEqualTo(Reply.array(Reply.of("number"), Reply.ZERO, Reply.ZERO));
    }

    @Test
    void aReplyMayNotBeTooDeep() {
        Reply reply = eval("local t = {} t[1] = t return t");
        while (reply instanceof Reply.Array array) {
            reply = array.items().get(0);
        }
        assertThat(reply).isEqualTo(new Reply.ErrorReply("ERR reached lua stack limit"));
    }

    @Test
    void aReplyMayNotBeTooLarge() {
        Reply reply = eval("local t = {} for i = 1, 40 do t = {t, t} end return t");
        assertThat(reply).isInstanceOf(Reply.ErrorReply.class).hasToString("ErrorReply[text=ERR not enough memory]");
    }

    @Test
    void anErrorIsCountedOnce() {
        session.call("HSET", "h", "f", "v");
        long before = engine.dispatcher().engine().statistics().errors();
        eval("return redis.call('GET', 'h')");
        eval("return redis.pcall('GET', 'h')");
        eval("redis.pcall('GET', 'h') error('another')");
        assertThat(engine.dispatcher().engine().statistics().errors() - before).isEqualTo(4);
    }

    @Test
    void theInfoTellsOfScripts() {
        session.call("SCRIPT", "LOAD", "return 1");
        for (int i = 0; i <= ScriptCache.MAX_EVALUATED; i++) {
            eval("return 'number " + i + "'");
        }
        String info = Bytes.text(((Reply.Verbatim) session.call("INFO")).bytes());
        assertThat(info)
                .contains(
                        "number_of_cached_scripts:" + (ScriptCache.MAX_EVALUATED + 1) + "\r\n",
                        "evicted_scripts:1\r\n");
    }
}
