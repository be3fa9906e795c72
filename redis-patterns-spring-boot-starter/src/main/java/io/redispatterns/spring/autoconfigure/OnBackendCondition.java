package io.redispatterns.spring.autoconfigure;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Decides on the backend: what {@code redis-patterns.backend} says, else a Redis server if Boot's settings or a bean of
 * the application or its tests point to one, else the engine in this process.
 */
final class OnBackendCondition extends SpringBootCondition implements ConfigurationCondition {

    private static final String PREFIX = "spring.data.redis.";

    /** Boot's settings that say where a server is. */
    private static final List<String> POINTERS = List.of("url", "host", "port", "username", "password");

    /** Those that are groups of settings. */
    private static final List<String> GROUPS = List.of("sentinel", "cluster", "masterreplica");

    /** The beans that say it; Boot's own are not there yet when this is asked. */
    private static final List<String> BEANS = List.of(
            "org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails",
            "org.springframework.data.redis.connection.RedisConnectionFactory");

    private record Decision(Backend backend, String reason) {}

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Backend wanted = metadata.getAnnotations()
                .get(ConditionalOnBackend.class)
                .getEnum(MergedAnnotation.VALUE, Backend.class);
        Decision decision = decide(context);
        ConditionMessage message = ConditionMessage.forCondition(ConditionalOnBackend.class)
                .because("the backend is " + decision.backend() + " since " + decision.reason());
        return new ConditionOutcome(decision.backend() == wanted, message);
    }

    private static Decision decide(ConditionContext context) {
        Binder binder = Binder.get(context.getEnvironment());
        Backend explicit = binder.bind("redis-patterns.backend", Backend.class).orElse(null);
        if (explicit != null) {
            return new Decision(explicit, "redis-patterns.backend says so");
        }
        return Stream.of(
                        POINTERS.stream().map(PREFIX::concat).filter(name -> isSet(binder, name)),
                        GROUPS.stream().map(PREFIX::concat).filter(name -> isGroupSet(binder, name)),
                        BEANS.stream().filter(type -> hasBean(context, type)).map("a bean of type "::concat))
                .flatMap(pointers -> pointers)
                .findFirst()
                .map(pointer -> new Decision(Backend.REDIS, pointer + " points to a server"))
                .orElseGet(() -> new Decision(Backend.EMBEDDED, "nothing points to a server"));
    }

    private static boolean isSet(Binder binder, String name) {
        return StringUtils.hasText(binder.bind(name, String.class).orElse(null));
    }

    private static boolean isGroupSet(Binder binder, String name) {
        return binder.bind(name, Bindable.mapOf(String.class, Object.class)).isBound();
    }

    private static boolean hasBean(ConditionContext context, String typeName) {
        ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
        if (beanFactory == null || !ClassUtils.isPresent(typeName, context.getClassLoader())) {
            return false;
        }
        Class<?> type = ClassUtils.resolveClassName(typeName, context.getClassLoader());
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false).length > 0;
    }
}
