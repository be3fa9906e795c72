package io.redispatterns.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What functions hand on, what happens to them with other commands, and from many threads. */
class FunctionTest {

    private static final String LIBRARY =
            "#!lua name=l\nlocal n = 0 redis.register_function('next', function() n = n + 1 return n end)"
                    + " redis.register_function('set', function(keys, args) return redis.call('SET', keys[1], args[1]) end)";
    private static final String OTHER = "#!lua name=o\nredis.register_function('o', function() return 'o' end)";

    private final RedisEngine engine = RedisEngine.open();
    private final EngineSession session = engine.session();
    private final List<String> propagated = new ArrayList<>();

    FunctionTest() {
        session.call("FUNCTION", "LOAD", LIBRARY);
    }

    @AfterEach
    void close() {
        session.close();
        engine.close();
    }

    private void listen() {
        engine.dispatcher()
                .addSink(effects -> effects.forEach(effect -> propagated.add(
                        Stream.of(effect.words()).map(Bytes::losslessText).collect(Collectors.joining(" ")))));
    }

    @Test
    void changesOfLibrariesAreHandedOnAsTheyCame() {
        listen();
        session.call("FUNCTION", "LOAD", OTHER);
        session.call("FUNCTION", "LOAD", "REPLACE", OTHER);
        session.call("FUNCTION", "DELETE", "o");
        session.call("FUNCTION", "FLUSH", "ASYNC");
        assertThat(propagated)
                .containsExactly(
                        "FUNCTION LOAD " + OTHER,
                        "FUNCTION LOAD REPLACE " + OTHER,
                        "FUNCTION DELETE o",
                        "FUNCTION FLUSH ASYNC");
    }

    @Test
    void aRestoreIsHandedOn() {
        Reply.Bulk payload = (Reply.Bulk) session.call("FUNCTION", "DUMP");
        listen();
        session.call(Bytes.of("FUNCTION"), Bytes.of("RESTORE"), payload.bytes(), Bytes.of("FLUSH"));
        assertThat(propagated).containsExactly("FUNCTION RESTORE " + Bytes.losslessText(payload.bytes()) + " FLUSH");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FUNCTION LIST",
                "FUNCTION STATS",
                "FUNCTION DUMP",
                "FUNCTION DELETE none",
                "FUNCTION LOAD none",
                "FUNCTION RESTORE none",
                "FUNCTION FLUSH none",
                "FUNCTION KILL",
                "FCALL next 0",
                "FCALL none 0",
                "FCALL_RO set 1 k v"
            })
    void whatChangesNothingIsNotHandedOn(String command) {
        listen();
        session.call(command.split(" "));
        assertThat(propagated).isEmpty();
    }

    @Test
    void ofACallItsCommandsAreHandedOn() {
        listen();
        session.call("FCALL", "set", "1", "k", "v");
        assertThat(propagated).containsExactly("SET k v");
    }

    @Test
    void librariesOutliveTheKeysAndTheScripts() {
        session.call("FCALL", "next", "0");
        session.call("FLUSHALL");
        session.call("SCRIPT", "FLUSH");
        assertThat(session.call("FCALL", "next", "0")).isEqualTo(Reply.of(2));
    }

    @Test
    void callsFromManyThreadsAreEachWhole() {
        int threads = 8;
        int calls = 500;
        CompletableFuture<?>[] all = IntStream.range(0, threads)
                .mapToObj(i -> CompletableFuture.runAsync(() -> callAndLoad(i, calls)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(session.call("FCALL", "next", "0")).isEqualTo(Reply.of((long) threads * calls + 1));
    }

    /** Each thread also loads and deletes a library of its own. */
    private void callAndLoad(int thread, int calls) {
        String name = "t" + thread;
        String library = "#!lua name=" + name + "\nredis.register_function('" + name + "', function() return 1 end)";
        try (EngineSession own = engine.session()) {
            for (int i = 0; i < calls; i++) {
                own.call("FCALL", "next", "0");
                assertThat(own.call("FUNCTION", "LOAD", library)).isEqualTo(Reply.of(name));
                assertThat(own.call("FCALL", name, "0")).isEqualTo(Reply.ONE);
                assertThat(own.call("FUNCTION", "DELETE", name)).isEqualTo(Reply.OK);
            }
        }
    }
}
