package io.redispatterns.spring.autoconfigure.health;

import io.redispatterns.cache.WarmingProgress;
import io.redispatterns.spring.warming.NamedWarming;
import io.redispatterns.spring.warming.WarmingRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Out of service until each warming that readiness waits for has had a run or cannot have one, since Redis does not answer; up
 * from then on. The details say how far each is.
 */
final class WarmingHealthIndicator implements HealthIndicator {

    private final WarmingRegistry warmings;

    WarmingHealthIndicator(WarmingRegistry warmings) {
        this.warmings = warmings;
    }

    @Override
    public Health health() {
        List<NamedWarming> awaited =
                warmings.all().stream().filter(NamedWarming::holdsReadiness).toList();
        // Each is asked, as each remembers that it was ready once.
        long cold = awaited.stream().filter(warming -> !warming.isReady()).count();
        Health.Builder health = cold == 0 ? Health.up() : Health.outOfService();
        awaited.forEach(warming -> health.withDetail(warming.name(), details(warming)));
        return health.build();
    }

    private static Map<String, Object> details(NamedWarming warming) {
        WarmingProgress progress = warming.progress();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("cache", warming.cache());
        details.put("state", progress.state());
        details.put("loaded", progress.loaded());
        details.put("skipped", progress.skipped());
        details.put("failed", progress.failed());
        progress.total().ifPresent(total -> details.put("total", total));
        return details;
    }
}
