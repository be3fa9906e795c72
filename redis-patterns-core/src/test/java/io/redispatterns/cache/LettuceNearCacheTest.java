package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.redispatterns.backend.lettuce.LettuceConfig;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LettuceNearCacheTest extends TrackedNearCacheContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private static final Text OLD = new Text("old");
    private static final Text NEW = new Text("new");

    @Override
    RedisGateway open() {
        return LettuceGateway.connect(RedisURI.create(REDIS.uri()));
    }

    @Test
    void goesOnAfterItsConnectionWasKilled() {
        for (int round = 0; round < 3; round++) {
            Text value = new Text("round " + round);
            theirs.put("1", OLD);
            awaitCopy(ours, "1");
            int trackings = gateway.trackings();
            killAllOthers();
            soon().ignoreExceptions().until(() -> theirs.put("1", value));
            soon().until(() -> get(ours, "1").equals(value));
            soon().until(() -> gateway.trackings() > trackings);
        }
    }

    private void killAllOthers() {
        theirGateway.call(Command.of("CLIENT")
                .arg("KILL")
                .arg("TYPE")
                .arg("normal")
                .arg("SKIPME")
                .arg("yes"));
    }

    @Test
    void servesNothingBeyondTheBoundOverALinkThatHasDiedInSilence() throws Exception {
        try (SilencedProxy proxy = SilencedProxy.to(REDIS.port());
                TamperedGateway behindIt = new TamperedGateway(impatient(proxy.port()))) {
            Cache<Text> cache = cache(behindIt, CONFIG);
            awaitCopies(cache);
            theirs.put("1", OLD);
            awaitCopy(cache, "1");
            proxy.silence();
            theirs.put("1", NEW);
            pass(BOUND.plusMillis(1));
            assertThat(cache.get("1", id -> NEW))
                    .as("loaded, since redis does not answer")
                    .isEqualTo(NEW);
            proxy.speak();
            awaitCopy(cache, "1");
            assertThat(get(cache, "1")).isEqualTo(NEW);
        }
    }

    private static RedisGateway impatient(int port) {
        return LettuceGateway.on(
                RedisClient.create(),
                RedisURI.create("redis://127.0.0.1:" + port),
                LettuceConfig.custom()
                        .commandTimeout(Duration.ofMillis(500))
                        .closesClient(true)
                        .build());
    }

    @Test
    void fallsBackToAnnouncementsWhereTheUserMayNotTrack() {
        try (RedisGateway first = restricted();
                RedisGateway second = restricted()) {
            Cache<Text> reader = cache(first, CONFIG);
            Cache<Text> writer = cache(second, CONFIG);
            awaitCopies(reader);
            awaitCopies(writer);
            writer.put("1", OLD);
            awaitCopy(reader, "1");
            writer.put("1", NEW);
            soon().until(() -> get(reader, "1").equals(NEW));
            writer.put("1", OLD);
            soon().until(() -> get(reader, "1").equals(OLD));
            awaitCopy(reader, "1");
            theirGateway.call(Command.of("CLIENT").arg("KILL").arg("TYPE").arg("pubsub"));
            writer.put("1", NEW);
            soon().until(() -> get(reader, "1").equals(NEW));
        }
    }

    private RedisGateway restricted() {
        List<String> rights = List.of("on", ">secret", "~*", "&*", "+@all", "-client|tracking");
        theirGateway.call(Command.of("ACL")
                .arg("SETUSER")
                .arg("reader")
                .args(rights.stream().map(right -> right.getBytes(UTF_8)).toList()));
        return LettuceGateway.connect(RedisURI.builder(RedisURI.create(REDIS.uri()))
                .withAuthentication("reader", "secret".toCharArray())
                .build());
    }
}
