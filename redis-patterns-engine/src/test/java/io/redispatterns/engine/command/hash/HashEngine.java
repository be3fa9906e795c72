package io.redispatterns.engine.command.hash;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.keyspace.KeyspaceInvariants;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An engine whose clock stands at 1,000,000 seconds until it is moved; replies, events and effects are texts. */
final class HashEngine implements AutoCloseable {

    final List<String> events = new ArrayList<>();
    final List<String> effects = new ArrayList<>();

    private final ManualTimeSource time = new ManualTimeSource(Instant.ofEpochSecond(1_000_000));
    private final RedisEngine engine;
    private final EngineSession session;

    /** Opens an engine in which hashes of more fields are hash tables. */
    HashEngine(int maxListpackEntries) {
        engine = RedisEngine.open(EngineConfig.custom()
                .time(time)
                .set("hash-max-listpack-entries", Integer.toString(maxListpackEntries))
                .build());
        session = engine.session();
        keyspace().addListener((database, key, event) -> events.add(event.text() + " " + Bytes.text(key)));
        engine.dispatcher()
                .addSink(batch -> batch.forEach(effect ->
                        effects.add(Stream.of(effect.words()).map(Bytes::text).collect(Collectors.joining(" ")))));
        engine.dispatcher().addListener((command, argv, reply) -> {
            if (!(reply instanceof Reply.ErrorReply) && !command.returns().fits(reply)) {
                throw new AssertionError(command.fullName() + " gives " + reply);
            }
        });
    }

    /** Runs a command line and returns its reply: numbers, texts, {@code nil}, errors, and lists in brackets. */
    String run(String line) {
        String reply = text(session.call(CommandLine.split(line)));
        engine.dispatcher().locked(() -> KeyspaceInvariants.check(keyspace()));
        return reply;
    }

    void pass(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    void tick() {
        engine.dispatcher().tick();
        engine.dispatcher().locked(() -> KeyspaceInvariants.check(keyspace()));
    }

    Keyspace keyspace() {
        return engine.dispatcher().engine().keyspace();
    }

    EngineSession anotherSession() {
        return engine.session();
    }

    static String text(Reply reply) {
        if (reply instanceof Reply.Bulk bulk) {
            return Bytes.text(bulk.bytes());
        }
        if (reply instanceof Reply.Int number) {
            return Long.toString(number.value());
        }
        if (reply instanceof Reply.ErrorReply error) {
            return error.text();
        }
        if (reply instanceof Reply.Simple simple) {
            return simple.text();
        }
        return reply instanceof Reply.Nil ? "nil" : texts(reply).toString();
    }

    private static List<String> texts(Reply reply) {
        List<Reply> items = reply instanceof Reply.Array array
                ? array.items()
                : reply instanceof Reply.MapReply map ? map.items() : ((Reply.Pairs) reply).items();
        return items.stream().map(HashEngine::text).toList();
    }

    @Override
    public void close() {
        session.close();
        engine.close();
    }
}
