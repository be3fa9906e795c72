package io.redispatterns.engine.differential;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.conformance.Comparison;
import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.EngineRules;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** An engine and a real server that run the same programs. */
final class TwoSides implements AutoCloseable {

    private static final byte[] DUMP = Bytes.of("DUMP");
    private static final byte[] RESTORE = Bytes.of("RESTORE");

    /** Less than what times may differ by. */
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int MAX_ATTEMPTS = 5;
    private static final RespMessage PONG = new RespMessage('+', "PONG", new byte[0], List.of());

    private final RedisEngine engine;
    private final EngineRules rules;
    private final Connection control;
    private final Connection client;
    private final Connection inProcess;
    /** What sets back the directives that the program has set. */
    private final List<Exchange> defaults = new ArrayList<>();

    private String config = "";

    /** The two ends of a caller. */
    private record Connection(RespClient real, EngineSide judged) implements AutoCloseable {

        @Override
        public void close() {
            real.close();
            judged.close();
        }
    }

    TwoSides(Grammar grammar, int port) {
        EngineConfig.Builder custom = EngineConfig.custom();
        for (String line : grammar.all("engine-config", new SplittableRandom(1))) {
            custom.set(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
        }
        engine = RedisEngine.open(custom.build());
        rules = new EngineRules(engine);
        RespClient real = new RespClient(port);
        control = new Connection(new RespClient(port), EngineSide.client(engine));
        client = new Connection(real, EngineSide.client(engine));
        inProcess = new Connection(real, EngineSide.inProcess(engine));
        compare(
                "when connected",
                control,
                List.of(
                        Exchange.unchecked("HELLO", "3"),
                        Exchange.unchecked("SCRIPT", "FLUSH"),
                        Exchange.unchecked("FUNCTION", "FLUSH")));
    }

    /**
     * Runs a program on empty keyspaces and compares the replies and what the keys hold then. A difference counts only where time did
     * not stand still for one of the sides, as it does on a busy machine.
     */
    Optional<Difference> run(Program program) {
        Optional<Difference> difference = Optional.empty();
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            long start = System.nanoTime();
            difference = runOnce(program);
            if (difference.isEmpty() || System.nanoTime() - start < MAX_NANOS) {
                return difference;
            }
        }
        return difference;
    }

    private Optional<Difference> runOnce(Program program) {
        return runForReplies(program)
                .or(() -> compare("afterwards", control, Snapshot.exchanges(engine)))
                .or(this::compareDumps)
                .or(this::checkRules);
    }

    /** Runs a program on empty keyspaces and compares the replies. */
    Optional<Difference> runForReplies(Program program) {
        Connection caller = program.way() == Way.IN_PROCESS ? inProcess : client;
        return begin(program.config()).or(() -> compare("in the program", caller, commands(program)));
    }

    private Optional<Difference> begin(String wanted) {
        List<Exchange> exchanges = new ArrayList<>();
        if (!wanted.equals(config)) {
            endConfig();
            config = wanted;
            byte[][] words = CommandLine.split(wanted);
            for (int i = 0; i < words.length; i += 2) {
                String directive = Bytes.text(words[i]);
                defaults.add(backToDefault(directive));
                exchanges.add(Exchange.exact("CONFIG", "SET", directive, Bytes.text(words[i + 1])));
            }
        }
        // Redis's SORT also fails for an overflow that an earlier command has met, until ZADD lets it be forgotten.
        exchanges.add(Exchange.unchecked("ZADD", "k1", "1", "a"));
        exchanges.add(Exchange.exact("FLUSHALL"));
        return compare("at the beginning", control, exchanges);
    }

    private void endConfig() {
        compare("when directives are set back", control, defaults);
        defaults.clear();
        config = "";
    }

    /** The sides may have values of their own. */
    private Exchange backToDefault(String directive) {
        byte[][] get = Exchange.exact("CONFIG", "GET", directive).toRedis();
        return new Exchange(
                configSet(directive, control.real().call(get)),
                configSet(directive, control.judged().call(get)),
                RespMessage::equals);
    }

    private static byte[][] configSet(String directive, RespMessage got) {
        return Exchange.exact("CONFIG", "SET", directive, got.items().get(1).text())
                .toRedis();
    }

    private static List<Exchange> commands(Program program) {
        List<Exchange> exchanges = new ArrayList<>();
        exchanges.add(Exchange.unchecked("RESET"));
        exchanges.add(Exchange.unchecked(
                "HELLO", Integer.toString(program.way().protocol().number())));
        exchanges.addAll(program.exchanges());
        return exchanges;
    }

    private static Optional<Difference> compare(String when, Connection connection, List<Exchange> exchanges) {
        connection.real().sendAll(exchanges.stream().map(Exchange::toRedis).toList());
        List<RespMessage> actual = new ArrayList<>();
        exchanges.forEach(exchange -> actual.add(call(connection.judged(), exchange)));
        Optional<Difference> first = Optional.empty();
        for (int i = 0; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            RespMessage expected = connection.real().read();
            if (first.isEmpty() && !exchange.accepts().test(expected, actual.get(i))) {
                first = Optional.of(new Difference(when, exchange, expected, actual.get(i)));
            }
        }
        return first;
    }

    private static RespMessage call(EngineSide side, Exchange exchange) {
        try {
            return side.call(exchange.toEngine());
        } catch (RuntimeException | StackOverflowError e) {
            return broken(e);
        }
    }

    /** What one side dumps the other one restores, and holds then what the first one does. */
    private Optional<Difference> compareDumps() {
        if (engine.dispatcher().engine().commands().find(DUMP) == null) {
            return Optional.empty();
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (Snapshot.Key key : Snapshot.keys(engine, 0)) {
            byte[][] dump = {DUMP, key.name()};
            byte[] ofReal = control.real().call(dump).body();
            byte[] ofEngine = control.judged().call(dump).body();
            exchanges.add(new Exchange(restore(key, ofEngine), restore(key, ofReal), Comparison.EXACT::accepts));
        }
        exchanges.addAll(Snapshot.exchanges(engine));
        return compare("when each side has restored what the other one dumped", control, exchanges);
    }

    private static byte[][] restore(Snapshot.Key key, byte[] dump) {
        return new byte[][] {RESTORE, key.name(), Bytes.of("0"), dump, Bytes.of("REPLACE")};
    }

    private Optional<Difference> checkRules() {
        try {
            rules.check("afterwards");
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(new Difference("by the engine's own rules", Exchange.exact("PING"), PONG, broken(e)));
        }
    }

    private static RespMessage broken(Throwable e) {
        String where = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
        return new RespMessage('-', "throws " + e + where, new byte[0], List.of());
    }

    @Override
    public void close() {
        endConfig();
        control.close();
        client.close();
        inProcess.close();
        engine.close();
    }
}
