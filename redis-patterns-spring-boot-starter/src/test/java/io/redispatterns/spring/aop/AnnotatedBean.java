package io.redispatterns.spring.aop;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.Cache;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.spring.Starter;
import java.util.function.Consumer;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application with one bean of annotated methods, on an empty Redis. */
final class AnnotatedBean<B> {

    interface Scenario<B> {

        void play(B bean, RedisPatterns patterns) throws Exception;
    }

    /** Empties Redis before anything has begun to work with it: a write-behind would lose the leases of its start. */
    @Configuration(proxyBeanMethods = false)
    static class OnAnEmptyRedis {

        OnAnEmptyRedis(RedisGateway gateway) {
            gateway.call(Command.of("FLUSHALL"));
        }
    }

    private final Class<B> type;
    private final ApplicationContextRunner runner;

    private AnnotatedBean(Class<B> type, ApplicationContextRunner runner) {
        this.type = type;
        this.runner = runner;
    }

    static <B> AnnotatedBean<B> of(Class<B> type, String... properties) {
        return new AnnotatedBean<>(
                type,
                new ApplicationContextRunner()
                        .withConfiguration(Starter.configuration())
                        .withUserConfiguration(OnAnEmptyRedis.class)
                        .withPropertyValues(properties)
                        .withBean(type));
    }

    AnnotatedBean<B> with(String... properties) {
        return new AnnotatedBean<>(type, runner.withPropertyValues(properties));
    }

    AnnotatedBean<B> withConfiguration(Class<?> configuration) {
        return new AnnotatedBean<>(type, runner.withUserConfiguration(configuration));
    }

    void run(Scenario<B> scenario) {
        run(scenario, context -> {});
    }

    void run(Scenario<B> scenario, Consumer<ConfigurableApplicationContext> look) {
        runner.run(context -> {
            if (context.getStartupFailure() != null) {
                throw new AssertionError(context.getStartupFailure());
            }
            look.accept(context.getSourceApplicationContext(ConfigurableApplicationContext.class));
            scenario.play(context.getBean(type), context.getBean(RedisPatterns.class));
        });
    }

    /** The object behind the proxy, which has the fields. */
    @SuppressWarnings("unchecked")
    static <B> B target(B bean) {
        return (B) AopProxyUtils.getSingletonTarget(bean);
    }

    static Cache<?> cache(RedisPatterns patterns, String name) {
        Cache<?> cache = patterns.findCache(name);
        if (cache == null) {
            throw new AssertionError("no cache " + name + " among " + patterns.caches());
        }
        return cache;
    }

    static long pttl(RedisPatterns patterns, String key) {
        return patterns.gateway().call(Command.of("PTTL").key(key)).asLong();
    }
}
