package io.redispatterns.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.keyspace.KeyspaceInvariants;
import io.redispatterns.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/** What is true of an engine whatever it is told: replies are as their rows announce, the keyspace is sound. */
public final class EngineRules {

    private final RedisEngine engine;
    private final List<String> misshapen = new ArrayList<>();

    /** Watches an engine from now on. */
    public EngineRules(RedisEngine engine) {
        this.engine = engine;
        engine.dispatcher().addListener((command, argv, reply) -> {
            if (!(reply instanceof Reply.ErrorReply) && !command.returns().fits(reply)) {
                misshapen.add(CommandLine.join(argv) + " gives " + reply + ", not " + command.returns());
            }
        });
    }

    /** Checks what there was since the last time. */
    public void check(String what) {
        engine.dispatcher().locked(() -> {
            List<String> found = List.copyOf(misshapen);
            misshapen.clear();
            assertThat(found)
                    .as("%s: replies that their rows do not announce", what)
                    .isEmpty();
            KeyspaceInvariants.check(engine.dispatcher().engine().keyspace());
        });
    }
}
