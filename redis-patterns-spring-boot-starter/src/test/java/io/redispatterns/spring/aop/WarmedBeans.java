package io.redispatterns.spring.aop;

import io.redispatterns.cache.WarmingSource;
import io.redispatterns.spring.annotation.CacheDefaults;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.CacheWarming;
import io.redispatterns.spring.annotation.Cached;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Beans with methods that give keys to warm caches with, and what was loaded for them. */
final class WarmedBeans {

    static final int CITIES = 60;

    static final Map<Object, Integer> LOADS = new ConcurrentHashMap<>();

    static volatile CountDownLatch gate = new CountDownLatch(0);

    private static void count(Object key) {
        LOADS.merge(key, 1, Integer::sum);
    }

    record City(long id, String name) {}

    @CacheDefaults(cache = "cities", ttl = "10m", negativeTtl = "1m")
    static class Cities {

        private final long gateFrom;

        Cities(@Value("${gate-from:1000}") long gateFrom) {
            this.gateFrom = gateFrom;
        }

        @Cached(
                key = "'city:' + #id",
                condition = "#id != 13",
                unless = "#result?.name == 'city 7'",
                tags = "'odd:' + (#id % 2 == 1)",
                ttlExpression = "#id == 2 ? '2m' : null")
        Optional<City> find(long id) throws InterruptedException {
            count(id);
            if (id >= gateFrom) {
                gate.await();
            }
            if (id == 9) {
                throw new IllegalStateException("no city 9 today");
            }
            return id == 4 ? Optional.empty() : Optional.of(new City(id, "city " + id));
        }

        @CacheWarming(loadsPerSecond = "${loads:1000000}", batchSize = "10", interval = "2h")
        List<Long> popularCities() {
            return LongStream.range(0, CITIES).boxed().toList();
        }

        @CacheInvalidate(tags = "'odd:true'")
        void forgetOdd() {}
    }

    static class Forms {

        final AtomicInteger asked = new AtomicInteger();

        @Cached("futures")
        CompletableFuture<String> future(String name) {
            return CompletableFuture.supplyAsync(() -> {
                count(name);
                return "future " + name;
            });
        }

        @CacheWarming("futures")
        Stream<String> names() {
            return Stream.of("a", "b", "a", null);
        }

        @Cached("monos")
        Mono<String> mono(long id) {
            return Mono.fromSupplier(() -> {
                count("mono " + id);
                return "mono " + id;
            });
        }

        @CacheWarming("monos")
        long[] ids() {
            return new long[] {1, 2, 3};
        }

        @Cached("fluxes")
        Flux<String> flux(UUID id) {
            return Flux.just("flux", id.toString()).doFirst(() -> count(id));
        }

        @CacheWarming(cache = "fluxes", batchSize = "2", name = "all")
        WarmingSource.Page all(@Nullable String cursor, int size) {
            asked.incrementAndGet();
            int from = cursor == null ? 0 : Integer.parseInt(cursor);
            List<String> page = LongStream.range(from, Math.min(from + size, 5))
                    .mapToObj(i -> new UUID(0, i).toString())
                    .toList();
            return new WarmingSource.Page(page, from + size >= 5 ? null : String.valueOf(from + size));
        }
    }

    static class Flaky {

        final AtomicInteger asked = new AtomicInteger();

        @Cached("flaky")
        String find(long id) {
            return "city " + id;
        }

        @CacheWarming("flaky")
        Set<Long> keys() throws IOException {
            // A run's beginning asks first, then its first page.
            if (asked.incrementAndGet() <= 2) {
                throw new IOException("the database is away");
            }
            return Set.of(1L, 2L);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface TriedTwice {}

    static class Tried {

        final AtomicInteger tries = new AtomicInteger();

        @TriedTwice
        @Cached("tried")
        String find(long id) {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            return "city " + id;
        }

        @CacheWarming("tried")
        List<Long> tried() {
            return List.of(1L);
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static Advisor triesTwice() {
            MethodInterceptor advice = invocation -> {
                try {
                    return ((ProxyMethodInvocation) invocation).invocableClone().proceed();
                } catch (IllegalStateException e) {
                    return invocation.proceed();
                }
            };
            DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
                    AnnotationMatchingPointcut.forMethodAnnotation(TriedTwice.class), advice);
            advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return advisor;
        }
    }

    /** Its keys are put into the database by a runner. */
    static class Imported {

        private final List<Long> table = new ArrayList<>();

        @Cached("imported")
        String find(Long id) {
            return "city " + id;
        }

        @CacheWarming("imported")
        List<Long> imported() {
            return table;
        }

        @Bean
        static ApplicationRunner importing(Imported cities) {
            return arguments -> AnnotatedBean.target(cities).table.addAll(List.of(1L, 2L, 3L));
        }
    }

    private WarmedBeans() {}
}
