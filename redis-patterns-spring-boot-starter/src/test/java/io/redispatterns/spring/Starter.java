package io.redispatterns.spring;

import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.util.ClassUtils;

/** What an application with the starter has. */
public final class Starter {

    private Starter() {}

    /** The starter's own auto-configurations, as its file lists them, and those of Boot that it stands beside. */
    public static AutoConfigurations configuration() {
        Stream<Class<?>> own =
                ImportCandidates.load(AutoConfiguration.class, Starter.class.getClassLoader()).getCandidates().stream()
                        .filter(name -> name.startsWith("io.redispatterns."))
                        .map(name -> ClassUtils.resolveClassName(name, null));
        return AutoConfigurations.of(Stream.concat(
                        own,
                        Stream.of(
                                AopAutoConfiguration.class,
                                DataRedisAutoConfiguration.class,
                                DataRedisReactiveAutoConfiguration.class,
                                CacheAutoConfiguration.class))
                .toArray(Class<?>[]::new));
    }
}
