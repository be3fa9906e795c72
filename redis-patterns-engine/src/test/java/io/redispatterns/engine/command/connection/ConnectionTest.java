package io.redispatterns.engine.command.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private final ManualTimeSource time = new ManualTimeSource();
    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(time).build());
    private final EngineSession session = engine.session();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aClientsLineTellsWhatIsKnownOfIt() {
        session.call("CLIENT", "SETNAME", "worker");
        session.call("CLIENT", "SETINFO", "lib-name", "lettuce");
        session.call("CLIENT", "SETINFO", "LIB-VER", "7.0");
        time.advance(Duration.ofSeconds(5));
        session.call("SUBSCRIBE", "a", "b");
        time.advance(Duration.ofSeconds(2));

        assertThat(text(session.call("CLIENT", "INFO")))
                .isEqualTo(
                        "id=1 addr=in-process:0 laddr=in-process:0 name=worker age=7 idle=0 flags=P db=0 sub=2 psub=0"
                                + " ssub=0 multi=-1 cmd=client|info user=default redir=-1 resp=3 lib-name=lettuce lib-ver=7.0\n");
    }

    private static String text(Reply reply) {
        return new String(((Reply.Verbatim) reply).bytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
