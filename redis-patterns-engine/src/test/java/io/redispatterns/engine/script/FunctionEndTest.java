package io.redispatterns.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Functions that do not end by themselves, that hold too much memory, and libraries that do not come to an end of loading. */
class FunctionEndTest {

    private static final Duration PAST_THE_THRESHOLD = Duration.ofSeconds(5);
    private static final Duration PAST_ALL_PATIENCE = Duration.ofSeconds(30);
    private static final String LIBRARY = """
            #!lua name=test
            redis.register_function('spin', function() while true do end end)
            redis.register_function('write_and_spin', function() redis.call('SET', 'a', 'b') while true do end end)
            redis.register_function('one', function() return 1 end)
            redis.register_function('large', function() local t = {} for i = 1, 1e9 do t[i] = i end end)
            """;
    /** A library that keeps whatever its function is given. */
    private static final String KEEPER = """
            #!lua name=keeper
            local kept = {}
            redis.register_function('keep', function(keys, args) kept[#kept + 1] = args[1] return #kept end)
            """;

    private final ManualTimeSource time = new ManualTimeSource();
    private final RedisEngine engine = RedisEngine.open(
            EngineConfig.custom().time(time).set("script-memory-limit", "4mb").build());
    private final EngineSession session = engine.session();

    @AfterEach
    void close() {
        engine.close();
    }

    private static CompletableFuture<Reply> inThread(RedisEngine engine, String... command) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Thread thread = new Thread(() -> reply.complete(engine.session().call(command)), "test-function");
        thread.setDaemon(true);
        thread.start();
        return reply;
    }

    /** Runs an endless function in a thread of its own until the engine says that it is busy. */
    private CompletableFuture<Reply> run(String function) {
        load(LIBRARY);
        CompletableFuture<Reply> reply = inThread(engine, "FCALL", function, "0", "argument");
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> engine.dispatcher().engine().longRuns().current() != null);
        time.advance(PAST_THE_THRESHOLD);
        return reply;
    }

    private void load(String library) {
        assertThat(session.call("FUNCTION", "LOAD", "REPLACE", library)).isInstanceOf(Reply.Bulk.class);
    }

    private static String end(CompletableFuture<Reply> reply) {
        return reply.orTimeout(20, TimeUnit.SECONDS).join().toString();
    }

    @Test
    void aFunctionIsKilledByFunctionKillAlone() {
        CompletableFuture<Reply> reply = run("spin");
        assertThat(session.call("SCRIPT", "KILL").toString()).contains("FUNCTION KILL");
        assertThat(session.call("FUNCTION", "KILL")).isEqualTo(Reply.OK);
        assertThat(end(reply))
                .contains("ERR Script killed by user with SCRIPT KILL... script: spin, on @user_function:2.");
        assertThat(session.call("FCALL", "one", "0")).isEqualTo(Reply.ONE);
        assertThat(session.call("FUNCTION", "KILL").toString()).contains("NOTBUSY");
    }

    @Test
    void aFunctionThatHasWrittenIsNotKilledButStoppedInTheEnd() {
        CompletableFuture<Reply> reply = run("write_and_spin");
        assertThat(session.call("FUNCTION", "KILL").toString()).contains("UNKILLABLE");
        time.advance(PAST_ALL_PATIENCE);
        assertThat(end(reply)).contains("script-kill-threshold");
        assertThat(session.call("GET", "a")).isEqualTo(Reply.of("b"));
        assertThat(session.call("FCALL", "one", "0")).isEqualTo(Reply.ONE);
    }

    @Test
    void closingTheEngineStopsAFunction() {
        CompletableFuture<Reply> reply = run("spin");
        engine.close();
        assertThat(end(reply)).contains("the engine is being closed");
    }

    @Test
    void loadingEndsAfterHalfASecond() {
        load(LIBRARY);
        CompletableFuture<Reply> reply = inThread(
                engine, "FUNCTION", "LOAD", "REPLACE", "#!lua name=test\nlocal x = 1 while true do x = x + 1 end");
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> {
            time.advance(Duration.ofMillis(501));
            return reply.isDone();
        });
        assertThat(end(reply)).contains("ERR Error registering functions: ERR FUNCTION LOAD timeout");
        assertThat(session.call("FCALL", "one", "0")).isEqualTo(Reply.ONE);
    }

    @Test
    void aFunctionThatWantsTooMuchMemoryFails() {
        load(LIBRARY);
        assertThat(session.call("FCALL", "large", "0").toString()).contains("ERR not enough memory script: large");
        assertThat(session.call("FCALL", "one", "0")).isEqualTo(Reply.ONE);
    }

    @Test
    void whatALibraryKeepsCountsUntilItIsDeleted() {
        load(LIBRARY);
        load(KEEPER);
        String megabyte = "x".repeat(1 << 20);
        Reply reply = Reply.ONE;
        int kept = 0;
        while (!(reply instanceof Reply.ErrorReply) && kept <= 4) {
            reply = session.call("FCALL", "keep", "0", megabyte);
            kept++;
        }
        assertThat(reply.toString()).contains("ERR not enough memory");
        assertThat(session.call("FCALL", "one", "0", megabyte).toString()).contains("ERR not enough memory");
        assertThat(session.call("EVAL", "return 1", "0", megabyte)).isEqualTo(Reply.ONE);
        assertThat(session.call("FUNCTION", "DELETE", "keeper")).isEqualTo(Reply.OK);
        assertThat(session.call("FCALL", "one", "0", megabyte)).isEqualTo(Reply.ONE);
    }

    @Test
    void librariesDoNotLoadBeyondTheLimitOfMemory() {
        String text =
                "#!lua name=l%d\nredis.register_function('f%d', function() return 1 end) -- " + "x".repeat(1 << 20);
        Reply reply = Reply.ONE;
        int loaded = 0;
        while (!(reply instanceof Reply.ErrorReply) && loaded <= 4) {
            reply = session.call("FUNCTION", "LOAD", String.format(text, loaded, loaded));
            loaded++;
        }
        assertThat(reply.toString()).contains("not enough memory");
        session.call("FUNCTION", "FLUSH");
        load(LIBRARY);
    }

    @Test
    void replacedAndRefusedLibrariesLeaveNothing() {
        String padding = "x".repeat(1 << 18);
        for (int i = 0; i < 100; i++) {
            load(LIBRARY + " -- " + padding);
            assertThat(session.call("FUNCTION", "LOAD", "#!lua name=other\nx = 1 -- " + padding)
                            .toString())
                    .contains("Attempt to modify a readonly table");
        }
        assertThat(session.call("FCALL", "one", "0")).isEqualTo(Reply.ONE);
    }
}
