package io.redispatterns.engine.command.string;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import org.junit.jupiter.api.Test;

/** No string grows beyond {@code proto-max-bulk-len}, and LCS uses no more memory than that. */
class StringLimitsTest {

    private static final int MAX = 1024 * 1024;
    private static final Reply TOO_LONG =
            new Reply.ErrorReply("ERR string exceeds maximum allowed size (proto-max-bulk-len)");

    @Test
    void setRangeReachesTheLimitAndNoFurther() {
        with("1mb", session -> {
            assertThat(session.call("SETRANGE", "k", Integer.toString(MAX - 1), "xy"))
                    .isEqualTo(TOO_LONG);
            assertThat(session.call("STRLEN", "k")).isEqualTo(Reply.ZERO);
            assertThat(session.call("SETRANGE", "k", Integer.toString(MAX - 1), "x"))
                    .isEqualTo(Reply.of(MAX));
            assertThat(session.call("SETRANGE", "k", Integer.toString(MAX), "x"))
                    .isEqualTo(TOO_LONG);
            assertThat(session.call("SETRANGE", "k", Integer.toString(MAX), "")).isEqualTo(Reply.of(MAX));
        });
    }

    @Test
    void appendReachesTheLimitAndNoFurther() {
        with("1mb", session -> {
            session.call("SETRANGE", "k", Integer.toString(MAX - 3), "x");
            assertThat(session.call("APPEND", "k", "abc")).isEqualTo(TOO_LONG);
            assertThat(session.call("APPEND", "k", "ab")).isEqualTo(Reply.of(MAX));
            assertThat(session.call("APPEND", "k", "")).isEqualTo(Reply.of(MAX));
        });
    }

    @Test
    void noLimitIsBeyondTheLongestArray() {
        with("8gb", session -> {
            assertThat(session.call("SETRANGE", "k", Integer.toString(Integer.MAX_VALUE), "x"))
                    .isEqualTo(TOO_LONG);
            assertThat(session.call("SETRANGE", "k", Long.toString(Long.MAX_VALUE), "x"))
                    .isEqualTo(TOO_LONG);
        });
    }

    @Test
    void lcsCountsFourBytesForEachPairOfPrefixes() {
        with("1mb", session -> {
            session.call("SETRANGE", "a", "510", "x");
            session.call("SETRANGE", "b", "510", "x");
            assertThat(session.call("LCS", "a", "b", "LEN")).isEqualTo(Reply.of(511));
            session.call("APPEND", "b", "x");
            assertThat(session.call("LCS", "a", "b", "LEN"))
                    .isEqualTo(new Reply.ErrorReply(
                            "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len"));
        });
    }

    @Test
    void lcsRefusesWhatNoArrayHolds() {
        with("1024gb", session -> {
            session.call("SETRANGE", "a", "399999", "x");
            assertThat(session.call("LCS", "a", "a"))
                    .isEqualTo(new Reply.ErrorReply(
                            "ERR Insufficient memory, failed allocating transient memory for LCS"));
        });
    }

    private interface Scenario {
        void run(EngineSession session);
    }

    private static void with(String limit, Scenario scenario) {
        EngineConfig config =
                EngineConfig.custom().set("proto-max-bulk-len", limit).build();
        try (RedisEngine engine = RedisEngine.open(config);
                EngineSession session = engine.session()) {
            scenario.run(session);
        }
    }
}
