package io.redispatterns.spring.autoconfigure.health;

import io.redispatterns.spring.annotation.CacheWarming;
import io.redispatterns.spring.warming.WarmingMethods;
import io.redispatterns.spring.warming.WarmingSettings;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether readiness waits for a warming, as a method or a property says. A property that takes it back is not heard here: who lists
 * the contributor in a group would not start without it.
 */
final class OnReadinessWarmingCondition extends SpringBootCondition implements ConfigurationCondition {

    private static final String PROPERTIES = "redis-patterns.cache.warming";

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean matches = isInProperties(context) || isOnMethods(context);
        return new ConditionOutcome(
                matches, ConditionMessage.of("readiness waits for " + (matches ? "a" : "no") + " warming of a cache"));
    }

    private static boolean isInProperties(ConditionContext context) {
        Map<String, WarmingSettings> named = Binder.get(context.getEnvironment())
                .bind(PROPERTIES, Bindable.mapOf(String.class, WarmingSettings.class))
                .orElse(Map.of());
        return named.values().stream().anyMatch(WarmingSettings::holdsReadiness);
    }

    private static boolean isOnMethods(ConditionContext context) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        return beans != null
                && Stream.of(beans.getBeanDefinitionNames())
                        .map(name -> beans.getType(name, false))
                        .flatMap(type -> type == null ? Stream.empty() : WarmingMethods.of(type).values().stream())
                        .anyMatch(CacheWarming::readiness);
    }
}
