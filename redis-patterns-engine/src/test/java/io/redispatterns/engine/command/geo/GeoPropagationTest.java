package io.redispatterns.engine.command.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What repeats the effect of a command on places elsewhere. */
class GeoPropagationTest {

    private final RedisEngine engine = RedisEngine.open();
    private final EngineSession session = engine.session();
    private final List<String> propagated = new ArrayList<>();

    @BeforeEach
    void listen() {
        call("GEOADD g 13.361389 38.115556 Palermo");
        engine.dispatcher()
                .addSink(effects -> effects.forEach(effect -> propagated.add(
                        Stream.of(effect.words()).map(Bytes::text).collect(Collectors.joining(" ")))));
    }

    @AfterEach
    void close() {
        session.close();
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GEOADD g 15.087269 37.502669 Catania, ZADD g 3479447370796909 Catania",
        "geoadd g nx CH 15.087269 37.502669 Catania 1 1 b, ZADD g nx CH 3479447370796909 Catania 3377822707026402 b",
        "GEORADIUS g 13 38 100 km STORE d, GEORADIUS g 13 38 100 km STORE d",
        "GEOSEARCHSTORE d g FROMLONLAT 13 38 BYRADIUS 100 km, GEOSEARCHSTORE d g FROMLONLAT 13 38 BYRADIUS 100 km"
    })
    void effect(String command, String effect) {
        call(command);
        assertThat(propagated).containsExactly(effect);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GEOADD g 13.361389 38.115556 Palermo",
                "GEOADD g XX 1 1 new",
                "GEOADD g 181 1 new",
                "GEORADIUS g 13 38 100 km",
                "GEORADIUS g 1 1 1 km STORE d",
                "GEOSEARCHSTORE d g FROMLONLAT 1 1 BYRADIUS 1 km"
            })
    void nothing(String command) {
        call(command);
        assertThat(propagated).isEmpty();
    }

    private void call(String line) {
        session.call(line.split(" "));
    }
}
