package io.redispatterns.engine.differential;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.conformance.Comparison;
import io.redispatterns.engine.testing.EngineRules;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** An engine and a real server that run the same programs. */
final class TwoSides implements AutoCloseable {

    private static final byte[] DUMP = Bytes.of("DUMP");
    private static final byte[] RESTORE = Bytes.of("RESTORE");

    private final RedisEngine engine;
    private final EngineRules rules;
    private final Connection control;
    private final Connection client;
    private final Connection inProcess;
    private final Map<String, Exchange> defaults = new HashMap<>();
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
        compare(control, List.of(Exchange.unchecked("HELLO", "3")));
    }

    /** Runs a program on empty keyspaces and compares the replies and what the keys hold then. */
    Optional<Difference> run(Program program) {
        Connection caller = program.way() == Way.IN_PROCESS ? inProcess : client;
        return compare(control, beginning(program.config()))
                .or(() -> compare(caller, commands(program)))
                .or(() -> compare(control, Snapshot.exchanges(engine)).map(TwoSides::afterwards))
                .or(this::compareDumps)
                .or(this::checkRules);
    }

    private static Difference afterwards(Difference difference) {
        return new Difference("afterwards: " + difference.at(), difference.expected(), difference.actual());
    }

    private List<Exchange> beginning(String wanted) {
        List<Exchange> exchanges = new ArrayList<>();
        if (!wanted.equals(config)) {
            exchanges.addAll(defaults.values());
            defaults.clear();
            config = wanted;
            if (!wanted.isEmpty()) {
                String[] words = wanted.split(" ");
                for (int i = 0; i < words.length; i += 2) {
                    defaults.put(words[i], backToDefault(words[i]));
                    exchanges.add(Exchange.exact("CONFIG", "SET", words[i], words[i + 1]));
                }
            }
        }
        exchanges.add(Exchange.exact("FLUSHALL"));
        return exchanges;
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

    private static Optional<Difference> compare(Connection connection, List<Exchange> exchanges) {
        connection.real().sendAll(exchanges.stream().map(Exchange::toRedis).toList());
        List<RespMessage> actual = new ArrayList<>();
        exchanges.forEach(exchange -> actual.add(call(connection.judged(), exchange)));
        Optional<Difference> first = Optional.empty();
        for (int i = 0; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            RespMessage expected = connection.real().read();
            if (first.isEmpty() && !exchange.accepts().test(expected, actual.get(i))) {
                first = Optional.of(new Difference(
                        exchange.toString(), expected.toString(), actual.get(i).toString()));
            }
        }
        return first;
    }

    private static RespMessage call(EngineSide side, Exchange exchange) {
        try {
            return side.call(exchange.toEngine());
        } catch (RuntimeException | StackOverflowError e) {
            String where = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
            return new RespMessage('-', "throws " + e + where, new byte[0], List.of());
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
        return compare(control, exchanges).map(TwoSides::afterDumps);
    }

    private static Difference afterDumps(Difference difference) {
        return new Difference(
                "when each side has restored the other's dump: " + difference.at(),
                difference.expected(),
                difference.actual());
    }

    private static byte[][] restore(Snapshot.Key key, byte[] dump) {
        return new byte[][] {RESTORE, key.name(), Bytes.of("0"), dump, Bytes.of("REPLACE")};
    }

    private Optional<Difference> checkRules() {
        try {
            rules.check("afterwards");
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(new Difference("the engine's own rules", "", String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void close() {
        compare(control, beginning(""));
        control.close();
        client.close();
        inProcess.close();
        engine.close();
    }
}
