package io.redispatterns.spring.autoconfigure.health;

import io.redispatterns.spring.autoconfigure.RedisPatternsAutoConfiguration;
import io.redispatterns.spring.warming.WarmingRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;

/**
 * The part {@code redisPatternsWarming} of the application's health, if readiness waits for a warming. It comes late, to see the
 * methods of beans that other auto-configurations bring.
 */
@AutoConfiguration(after = RedisPatternsAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("redispatternswarming")
@ConditionalOnBean(WarmingRegistry.class)
@Conditional(OnReadinessWarmingCondition.class)
public final class WarmingHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "redisPatternsWarmingHealthIndicator")
    HealthIndicator redisPatternsWarmingHealthIndicator(WarmingRegistry warmings) {
        return new WarmingHealthIndicator(warmings);
    }
}
