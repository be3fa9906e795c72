package io.redispatterns.spring.autoconfigure.health;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * The health of the patterns' Redis: its kind, its version and the time of a round trip. When it cannot be reached the
 * status is {@code DEGRADED}, as the application does its work without it, only slower.
 */
final class RedisPatternsHealthIndicator implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "the application works without its caches");
    private static final Command INFO = Command.of("INFO").arg("server");
    private static final String VERSION = "redis_version:";

    private final RedisGateway gateway;
    private final String backend;

    RedisPatternsHealthIndicator(RedisGateway gateway, String backend) {
        this.gateway = gateway;
        this.backend = backend;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up().withDetail("backend", backend);
        try {
            long start = System.nanoTime();
            String info = gateway.call(INFO).asString();
            Duration roundTrip = Duration.ofNanos(System.nanoTime() - start);
            return health.withDetail("version", version(info))
                    .withDetail("roundTripMicros", roundTrip.toNanos() / 1_000)
                    .build();
        } catch (GatewayException e) {
            return health.status(DEGRADED).withException(e).build();
        }
    }

    private static String version(String info) {
        return info.lines()
                .filter(line -> line.startsWith(VERSION))
                .map(line -> line.substring(VERSION.length()).trim())
                .findFirst()
                .orElse("unknown");
    }
}
