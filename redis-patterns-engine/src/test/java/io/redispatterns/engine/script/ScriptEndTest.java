package io.redispatterns.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that do not end by themselves, or that end badly: the next one runs as if nothing had been. */
class ScriptEndTest {

    private static final String SET = "redis.call('SET', 'a', 'b') ";
    private static final Duration PAST_THE_THRESHOLD = Duration.ofSeconds(5);
    private static final Duration PAST_ALL_PATIENCE = Duration.ofSeconds(30);

    private final ManualTimeSource time = new ManualTimeSource();
    private final RedisEngine engine = RedisEngine.open(
            EngineConfig.custom().time(time).set("script-memory-limit", "4mb").build());
    private final EngineSession session = engine.session();

    @AfterEach
    void close() {
        engine.close();
    }

    private Reply eval(String script) {
        return session.call("EVAL", script, "0");
    }

    private static String at(String script, String message) {
        return message + " script: " + Bytes.text(Sha1.hex(Bytes.of(script))) + ", on @user_script:1.";
    }

    /** Runs an endless script in a thread of its own until the engine says that it is busy. */
    private CompletableFuture<Reply> run(String script) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Thread thread = new Thread(() -> reply.complete(engine.session().call("EVAL", script, "0")), "test-script");
        thread.setDaemon(true);
        thread.start();
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> engine.dispatcher().engine().longRuns().current() != null);
        time.advance(PAST_THE_THRESHOLD);
        return reply;
    }

    private void theNextOneRuns() {
        assertThat(
                        eval(
                                "local t = {} for i = 1, 10 do t[i] = i end"
                                        + " return {#t, pcall(error, 'x'), coroutine.wrap(function() return 'in' end)(), ('x'):rep(3)}"))
                .isEqualTo(Reply.array(Reply.of(10), Reply.NIL, Reply.of("in"), Reply.of("xxx")));
        assertThat(eval("return x").toString()).contains("nonexistent global variable 'x'");
        assertThat(eval("x = 1").toString()).contains("Attempt to modify a readonly table");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "while true do pcall(function() while true do end end) end",
                "coroutine.wrap(function() while true do end end)()",
                "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
                "table.sort({1, 2, 3}, function() while true do end end)",
                "string.gsub('x', '.', function() while true do end end)",
                "xpcall(function() while true do end end, function() while true do end end)",
                "return setmetatable({}, {__index = function() while true do end end}).x",
                "string.find(string.rep('a', 100000), string.rep('a-', 100) .. 'b')",
                "while true do redis.call('GET', 'a') end",
                "while true do redis.pcall('GET') end",
                "local function f() return f() end f()",
                "for i = 1, 1e308 do end",
                "repeat until false"
            })
    void aScriptIsKilled(String script) {
        CompletableFuture<Reply> reply = run(script);
        assertThat(session.call("GET", "a").toString()).contains("BUSY");
        assertThat(session.call("SCRIPT", "KILL")).isEqualTo(Reply.OK);
        Reply killed = reply.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(killed.toString()).contains("ERR Script killed by user with SCRIPT KILL...");
        theNextOneRuns();
    }

    @Test
    void aKilledScriptSaysWhereItWas() {
        String script = "while true do redis.call('PING') end";
        CompletableFuture<Reply> reply = run(script);
        assertThat(session.call("SCRIPT", "KILL")).isEqualTo(Reply.OK);
        assertThat(reply.orTimeout(20, TimeUnit.SECONDS).join())
                .isEqualTo(new Reply.ErrorReply(at(script, "ERR Script killed by user with SCRIPT KILL...")));
    }

    @Test
    void aScriptThatHasWrittenIsNotKilledButStoppedInTheEnd() {
        CompletableFuture<Reply> reply = run(SET + "while true do end");
        assertThat(session.call("SCRIPT", "KILL").toString()).contains("UNKILLABLE");
        time.advance(PAST_ALL_PATIENCE);
        assertThat(reply.orTimeout(20, TimeUnit.SECONDS).join().toString()).contains("script-kill-threshold");
        assertThat(session.call("GET", "a")).isEqualTo(Reply.of("b"));
        theNextOneRuns();
    }

    @Test
    void closingTheEngineStopsAScript() {
        CompletableFuture<Reply> reply = run("while true do end");
        engine.close();
        assertThat(reply.orTimeout(20, TimeUnit.SECONDS).join().toString()).contains("the engine is being closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local t = {} for i = 1, 1e9 do t[i] = i end",
                "local s = 'x' while true do s = s .. s end",
                "local t = {} while true do t = {t} end",
                "local t = {} for i = 1, 1e9 do t[i] = {} end",
                "return string.rep('x', 1e9)",
                "local t = {} for i = 1, 1e9 do t[i] = redis.call('ECHO', ('x'):rep(1000)) end",
                "local t = {} for i = 1, 1e9 do t[i] = coroutine.create(function() end) end",
                "local t = {} for i = 1, 1e9 do t[i] = function() return i end end"
            })
    void aScriptThatWantsTooMuchMemoryFails(String script) {
        assertThat(eval(script).toString()).contains("ERR not enough memory script: ");
        theNextOneRuns();
    }

    @Test
    void argumentsThatAreTooLargeAreRefused() {
        String argument = "x".repeat(5 << 20);
        assertThat(session.call("EVAL", "return #ARGV[1]", "0", argument))
                .isEqualTo(new Reply.ErrorReply("ERR not enough memory"));
        session.call("CONFIG", "SET", "script-memory-limit", "16mb");
        assertThat(session.call("EVAL", "return #ARGV[1]", "0", argument)).isEqualTo(Reply.of(5 << 20));
        theNextOneRuns();
    }

    @Test
    void manyShortScriptsDoNotUseTheMemoryUp() {
        for (int i = 0; i < 20_000; i++) {
            assertThat(eval("local t = {} for i = 1, 10 do t[i] = ('x'):rep(100) end return #t"))
                    .isEqualTo(Reply.of(10));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f() return 1 + f() end return f()",
                "local function f() return 1 + select(2, pcall(f)) end return f()",
                "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end return t.x",
                "local function f() return coroutine.wrap(f)() end return f()",
                "local function f() table.sort({1, 2}, f) end f()",
                "local function f() return (string.gsub('x', '.', f)) end return f()",
                "local t = {} setmetatable(t, {__tostring = function() return tostring(t) end}) return tostring(t)"
            })
    void aScriptThatNestsTooDeepFails(String script) {
        assertThat(eval(script)).isInstanceOf(Reply.ErrorReply.class);
        theNextOneRuns();
    }
}
