package io.redispatterns.spring.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.spring.Starter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.cache.autoconfigure.CacheManagerCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.context.annotation.Configuration;

class BackingOffTest {

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class CachingConfiguration {}

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(Starter.configuration())
            .withUserConfiguration(CachingConfiguration.class);

    @Test
    void ourManagerIsThereWhenCachingIsEnabledAndNoTypeOrRedisIsSaid() {
        runner.run(context -> assertThat(context).hasSingleBean(RedisPatternsCacheManager.class));
        runner.withPropertyValues("spring.cache.type=redis")
                .run(context -> assertThat(context)
                        .hasSingleBean(RedisPatternsCacheManager.class)
                        .hasSingleBean(CacheManager.class));
    }

    @Test
    void withoutEnableCachingThereIsNone() {
        new ApplicationContextRunner()
                .withConfiguration(Starter.configuration())
                .run(context -> assertThat(context).doesNotHaveBean(CacheManager.class));
    }

    @Test
    void anotherTypeIsLeftToBoot() {
        runner.withPropertyValues("spring.cache.type=simple")
                .run(context ->
                        assertThat(context).getBean(CacheManager.class).isInstanceOf(ConcurrentMapCacheManager.class));
        runner.withPropertyValues("spring.cache.type=none")
                .run(context -> assertThat(context).getBean(CacheManager.class).isInstanceOf(NoOpCacheManager.class));
    }

    @Test
    void aManagerOfTheApplicationStays() {
        runner.withBean(ConcurrentMapCacheManager.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(CacheManager.class)
                        .doesNotHaveBean(RedisPatternsCacheManager.class));
    }

    @Test
    void customizersAreApplied() {
        runner.withBean(Customizer.class)
                .run(context -> assertThat(context.getBean(CacheManager.class).getCacheNames())
                        .contains("customized"));
    }

    static class Customizer implements CacheManagerCustomizer<RedisPatternsCacheManager> {

        @Override
        public void customize(RedisPatternsCacheManager manager) {
            manager.getCache("customized");
        }
    }
}
