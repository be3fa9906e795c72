package io.redispatterns.engine.command.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.util.ManualTimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final String PASSWORD = "correct-horse";

    private final ManualTimeSource time = new ManualTimeSource();
    private final RedisEngine engine = RedisEngine.open(
            EngineConfig.custom().time(time).set("requirepass", PASSWORD).build());
    private final EngineSession session = engine.session();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void helloTellsWhatTheClientTalksTo() {
        assertThat(session.call("HELLO", "2"))
                .isEqualTo(new Reply.MapReply(List.of(
                        Reply.of("server"),
                        Reply.of("redis"),
                        Reply.of("version"),
                        Reply.of("7.0.15"),
                        Reply.of("proto"),
                        Reply.of(2),
                        Reply.of("id"),
                        Reply.of(1),
                        Reply.of("mode"),
                        Reply.of("standalone"),
                        Reply.of("role"),
                        Reply.of("master"),
                        Reply.of("modules"),
                        Reply.EMPTY_ARRAY)));
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

    @Test
    void theListTellsOfOthersWhatTheyDid() {
        try (CapturingSession other = connect()) {
            other.send("SELECT", "2");
            other.send("MULTI");
            other.send("SET", "k", "v");
            time.advance(Duration.ofSeconds(3));
            assertThat(text(session.call("CLIENT", "LIST", "ID", "2")))
                    .contains("id=2 ", "idle=3 flags=x db=2 ", " multi=1 cmd=set ", " resp=2 ");
        }
        assertThat(text(session.call("CLIENT", "LIST"))).startsWith("id=1 ").hasLineCount(1);
    }

    @Test
    void setInfoKnowsTheNamesThatRedisKnows() {
        assertThat(session.call("CLIENT", "SETINFO", "color", "red"))
                .isEqualTo(new Reply.ErrorReply("ERR Unrecognized option 'color'"));
        assertThat(session.call("CLIENT", "SETINFO", "LIB-NAME", "a b"))
                .isEqualTo(new Reply.ErrorReply("ERR lib-name cannot contain spaces, newlines or special characters."));
    }

    @Test
    void whoIsKilledIsGoneAtOnce() {
        CapturingSession other = connect();
        other.send("SUBSCRIBE", "news");
        assertThat(session.call("CLIENT", "KILL", "ID", "2")).isEqualTo(Reply.ONE);
        assertThat(session.call("PUBLISH", "news", "x")).isEqualTo(Reply.ZERO);
        assertThat(session.call("CLIENT", "KILL", "ID", "2")).isEqualTo(Reply.ZERO);
    }

    @Test
    void byAddressTheOldFormKillsOneAndTheNewFormAll() {
        connect();
        connect();
        connect();
        assertThat(session.call("CLIENT", "KILL", "127.0.0.1:0")).isEqualTo(Reply.OK);
        assertThat(session.call("CLIENT", "KILL", "ADDR", "127.0.0.1:0", "USER", "default"))
                .isEqualTo(Reply.of(2));
    }

    @Test
    void aSessionInThisProcessOutlivesBeingKilled() {
        try (EngineSession other = engine.session()) {
            other.call("SELECT", "3");
            other.call("SUBSCRIBE", "news");
            assertThat(session.call("CLIENT", "KILL", "TYPE", "pubsub")).isEqualTo(Reply.ONE);
            assertThat(other.call("SET", "k", "v")).isEqualTo(Reply.OK);
            assertThat(session.call("GET", "k")).isEqualTo(Reply.of("v"));
            assertThat(text(session.call("CLIENT", "LIST"))).hasLineCount(2);
        }
    }

    @Test
    void whoKillsItselfStillGetsTheReply() {
        CapturingSession self = connect();
        assertThat(self.send("CLIENT", "KILL", "ID", "2", "SKIPME", "no")).isEqualTo(Reply.ONE);
        assertThat(self.isClosing()).isTrue();
    }

    @Test
    void noPasswordShowsInWhatIsToldOfClients() {
        CapturingSession other = new CapturingSession(engine.dispatcher());
        other.send("AUTH", PASSWORD);
        assertThat(text(session.call("CLIENT", "LIST")))
                .doesNotContain(PASSWORD)
                .contains("cmd=auth");
        other.send("HELLO", "3", "AUTH", "default", PASSWORD + "x");
        other.send("AUTH", PASSWORD + "x");
        for (Reply reply = other.poll(); reply != null; reply = other.poll()) {
            assertThat(reply.toString()).doesNotContain(PASSWORD);
        }
        assertThat(text(session.call("INFO", "everything"))).doesNotContain(PASSWORD);
    }

    private CapturingSession connect() {
        CapturingSession client = new CapturingSession(engine.dispatcher());
        client.authenticated(true);
        return client;
    }

    private static String text(Reply reply) {
        return new String(((Reply.Verbatim) reply).bytes(), StandardCharsets.UTF_8);
    }
}
