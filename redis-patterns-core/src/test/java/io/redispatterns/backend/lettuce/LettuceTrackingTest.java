package io.redispatterns.backend.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.TrackedReads;
import io.redispatterns.redis.TrackingContract;
import io.redispatterns.redis.TrackingUnsupportedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LettuceTrackingTest extends TrackingContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private static final Command ACL = Command.of("ACL").arg("SETUSER").arg("reader");

    @Override
    protected RedisGateway open() {
        return LettuceGateway.connect(RedisURI.create(REDIS.uri()));
    }

    @Test
    void isOverWithItsConnectionAndCanBeMadeAnew() {
        tracked.read(List.of(GET.key("k")));
        gateway.call(Command.of("CLIENT").arg("KILL").arg("TYPE").arg("normal"));
        await().untilAsserted(() -> assertThat(notes.told).containsExactly("<lost>"));
        assertThatThrownBy(() -> tracked.read(List.of(GET.key("k")))).isInstanceOf(GatewayUnavailableException.class);
        Notes again = new Notes();
        try (TrackedReads next = gateway.track(again)) {
            next.read(List.of(GET.key("k")));
            gateway.call(SET.key("k").arg("1"));
            await().untilAsserted(() -> assertThat(again.told).containsExactly("k"));
        }
        assertThat(notes.told).containsExactly("<lost>");
    }

    @Test
    void leavesNoConnectionBehind() {
        long before = clients();
        gateway.track(new Notes()).close();
        await().untilAsserted(() -> assertThat(clients()).isEqualTo(before));
    }

    private long clients() {
        return gateway.call(Command.of("CLIENT").arg("LIST")).asString().lines().count();
    }

    @Test
    void saysSoWhenTheUserMayNotTrack() {
        gateway.call(
                ACL.arg("on").arg(">secret").arg("~*").arg("&*").arg("+@all").arg("-client|tracking"));
        RedisURI uri = RedisURI.builder(RedisURI.create(REDIS.uri()))
                .withAuthentication("reader", "secret".toCharArray())
                .build();
        try (RedisGateway restricted = LettuceGateway.connect(uri)) {
            assertThatThrownBy(() -> restricted.track(notes))
                    .isInstanceOf(TrackingUnsupportedException.class)
                    .hasMessageContaining("NOPERM");
            assertThat(restricted.call(SET.key("k").arg("v"))).isEqualTo(RedisValue.Bulk.of("OK"));
        }
    }
}
