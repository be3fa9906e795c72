package io.redispatterns.engine.differential;

import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.conformance.Comparison;
import io.redispatterns.engine.keyspace.Database;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The commands that show what a keyspace holds. */
final class Snapshot {

    /** Programs use databases below this. */
    private static final int DATABASES = 3;

    private Snapshot() {}

    /** A key and the name of its type. */
    record Key(byte[] name, String type) {}

    /** Returns what shows all keys that the engine has, database 0 last. */
    static List<Exchange> exchanges(RedisEngine engine) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = DATABASES - 1; i >= 0; i--) {
            exchanges.add(Exchange.exact("SELECT", Integer.toString(i)));
            exchanges.add(of(Comparison.UNORDERED, "KEYS", Bytes.of("*")));
            keys(engine, i).forEach(key -> show(key, exchanges));
        }
        return exchanges;
    }

    /** Returns the keys of a database of the engine. */
    static List<Key> keys(RedisEngine engine, int database) {
        List<Key> keys = new ArrayList<>();
        engine.dispatcher().locked(() -> {
            Database db = engine.dispatcher().engine().keyspace().database(database);
            db.forEach(entry -> keys.add(new Key(entry.key(), entry.value().typeName())));
        });
        return keys;
    }

    private static void show(Key key, List<Exchange> exchanges) {
        byte[] name = key.name();
        exchanges.add(of(Comparison.EXACT, "TYPE", name));
        exchanges.add(of(Comparison.EXACT, "OBJECT", Bytes.of("ENCODING"), name));
        exchanges.add(of(Comparison.APPROXIMATE_MILLIS, "PTTL", name));
        switch (key.type()) {
            case "string" -> exchanges.add(of(Comparison.EXACT, "GET", name));
            case "list" -> exchanges.add(of(Comparison.EXACT, "LRANGE", name, Bytes.of("0"), Bytes.of("-1")));
            case "set" -> exchanges.add(of(Comparison.UNORDERED, "SMEMBERS", name));
            case "hash" -> exchanges.add(of(Comparison.UNORDERED, "HGETALL", name));
            case "zset" ->
                exchanges.add(
                        of(Comparison.EXACT, "ZRANGE", name, Bytes.of("0"), Bytes.of("-1"), Bytes.of("WITHSCORES")));
            case "stream" -> {
                exchanges.add(of(Comparison.EXACT, "XRANGE", name, Bytes.of("-"), Bytes.of("+")));
                exchanges.add(of(Comparison.MOMENTS, "XINFO", Bytes.of("STREAM"), name, Bytes.of("FULL")));
            }
            default -> throw new IllegalArgumentException("no command is known to read a " + key.type());
        }
    }

    private static Exchange of(Comparison comparison, String command, byte[]... arguments) {
        byte[][] words = new byte[arguments.length + 1][];
        words[0] = Bytes.of(command);
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return new Exchange(new Step(words, comparison));
    }
}
