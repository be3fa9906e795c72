package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.redispatterns.backend.lettuce.LettuceConfig;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
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
            await().ignoreExceptions().until(() -> theirs.put("1", value));
            await().until(() -> get(ours, "1").equals(value));
            await().until(() -> gateway.trackings() > trackings);
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
        theirGateway.call(Command.of("ACL")
                .arg("SETUSER")
                .arg("reader")
                .arg("on")
                .arg(">secret")
                .arg("~*")
                .arg("&*")
                .arg("+@all")
                .arg("-client|tracking"));
        RedisURI uri = RedisURI.builder(RedisURI.create(REDIS.uri()))
                .withAuthentication("reader", "secret".toCharArray())
                .build();
        try (RedisGateway first = LettuceGateway.connect(uri);
                RedisGateway second = LettuceGateway.connect(uri)) {
            Cache<Text> reader = cache(first, CONFIG);
            Cache<Text> writer = cache(second, CONFIG);
            awaitCopies(reader);
            awaitCopies(writer);
            writer.put("1", OLD);
            awaitCopy(reader, "1");
            writer.put("1", NEW);
            await().until(() -> get(reader, "1").equals(NEW));
        }
    }
}
