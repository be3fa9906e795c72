package io.redispatterns.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.WarmingProgress;
import io.redispatterns.cache.WarmingProgress.State;
import io.redispatterns.cache.WarmingSource;
import io.redispatterns.redis.Command;
import io.redispatterns.spring.annotation.CacheDefaults;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.CacheWarming;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.warming.NamedWarming;
import io.redispatterns.spring.warming.WarmingRegistry;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.Advisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Caches that are warmed with the keys that a method gives. */
@ExtendWith(OutputCaptureExtension.class)
abstract class WarmingContract {

    private static final int CITIES = 60;
    private static final Map<Object, Integer> LOADS = new ConcurrentHashMap<>();

    private static volatile CountDownLatch gate = new CountDownLatch(0);

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

        private final AtomicInteger asked = new AtomicInteger();

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

        private final AtomicInteger asked = new AtomicInteger();

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

        private final AtomicInteger tries = new AtomicInteger();

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

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();
    private final String namespace = "warming-" + UUID.randomUUID();

    /** Puts an application on the Redis of the test. */
    abstract ApplicationContextInitializer<ConfigurableApplicationContext> redis();

    @BeforeEach
    void forgetLoads() {
        LOADS.clear();
    }

    @AfterEach
    void close() {
        gate.countDown();
        contexts.forEach(ConfigurableApplicationContext::close);
    }

    private ConfigurableApplicationContext start(Class<?> bean, String... arguments) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class, bean)
                .web(WebApplicationType.NONE)
                .initializers(redis())
                .properties(
                        "redis-patterns.namespace=" + namespace,
                        "spring.main.banner-mode=off",
                        "spring.main.log-startup-info=false")
                .run(arguments);
        contexts.add(context);
        return context;
    }

    private static NamedWarming warming(ConfigurableApplicationContext context, String name) {
        NamedWarming warming = context.getBean(WarmingRegistry.class).find(name);
        assertThat(warming).isNotNull();
        return warming;
    }

    private static WarmingProgress done(ConfigurableApplicationContext context, String name) {
        NamedWarming warming = warming(context, name);
        await().atMost(Duration.ofSeconds(30)).until(() -> warming.progress().state() == State.DONE);
        return warming.progress();
    }

    private long pttl(ConfigurableApplicationContext context, String id) {
        return AnnotatedBean.pttl(context.getBean(RedisPatterns.class), namespace + ":cache:cities:" + id);
    }

    @Test
    void whatIsWarmedIsKeptAsIfTheMethodHadBeenCalled() throws Exception {
        ConfigurableApplicationContext context = start(Cities.class);
        assertThat(done(context, "popular-cities"))
                .isEqualTo(new WarmingProgress(State.DONE, CITIES - 2, 1, 0, OptionalLong.of(CITIES)));
        assertThat(LOADS).doesNotContainKey(13L);
        assertThat(LOADS.values()).containsOnly(1);
        Cities cities = context.getBean(Cities.class);
        assertThat(cities.find(3)).contains(new City(3, "city 3"));
        assertThat(cities.find(4)).isEmpty();
        assertThat(LOADS.values()).containsOnly(1);
        assertThat(pttl(context, "city:2")).isBetween(1L, 120_000L);
        assertThat(pttl(context, "city:3")).isGreaterThan(120_000L);
        assertThat(cities.find(7)).isPresent();
        assertThat(LOADS).containsEntry(7L, 2);
        cities.forgetOdd();
        assertThat(cities.find(3)).isPresent();
        assertThat(cities.find(6)).isPresent();
        assertThat(LOADS).containsEntry(3L, 2).containsEntry(6L, 1);
    }

    @Test
    void keysComeInManyFormsAndValuesInEachDelivery() throws Exception {
        ConfigurableApplicationContext context = start(Forms.class);
        Forms forms = context.getBean(Forms.class);
        assertThat(done(context, "names").loaded()).isEqualTo(2);
        assertThat(done(context, "ids").loaded()).isEqualTo(3);
        assertThat(done(context, "all").loaded()).isEqualTo(5);
        assertThat(AnnotatedBean.target(forms).asked).hasValue(3);
        assertThat(forms.future("a").get()).isEqualTo("future a");
        assertThat(forms.mono(2).block()).isEqualTo("mono 2");
        assertThat(forms.flux(new UUID(0, 4)).collectList().block()).containsExactly("flux", new UUID(0, 4).toString());
        assertThat(LOADS).hasSize(10);
        assertThat(LOADS.values()).containsOnly(1);
    }

    @Test
    void twoInstancesLoadEachKeyOnceBetweenThem() {
        ConfigurableApplicationContext one = start(Cities.class, "--loads=100");
        ConfigurableApplicationContext other = start(Cities.class, "--loads=100");
        assertThat(done(one, "popular-cities").handled()).isEqualTo(CITIES - 1);
        assertThat(done(other, "popular-cities").handled()).isEqualTo(CITIES - 1);
        assertThat(LOADS).hasSize(CITIES - 1);
        assertThat(LOADS.values()).containsOnly(1);
    }

    @Test
    void anotherInstanceGoesOnWithWhatAStoppedOneHasLeft() {
        gate = new CountDownLatch(1);
        ConfigurableApplicationContext one = start(Cities.class, "--gate-from=25");
        await().until(() -> LOADS.containsKey(28L));
        ConfigurableApplicationContext other = start(Cities.class);
        assertThat(warming(other, "popular-cities").progress().state()).isIn(State.WAITING, State.STALLED);
        one.close();
        assertThat(LOADS).doesNotContainKey(29L);
        WarmingProgress done = done(other, "popular-cities");
        assertThat(done.handled()).isEqualTo(CITIES - 1);
        assertThat(done.skipped()).isPositive();
        assertThat(LOADS).hasSize(CITIES - 1);
    }

    @Test
    void aStartAfterAStopTakesPartAgain() {
        ConfigurableApplicationContext context = start(Cities.class);
        done(context, "popular-cities");
        context.stop();
        context.getBean(RedisPatterns.class)
                .gateway()
                .call(Command.of("DEL").key(namespace + ":cache-state:cities:warming-popular-cities"));
        context.start();
        assertThat(done(context, "popular-cities").skipped()).isEqualTo(CITIES - 3);
    }

    @Test
    void theApplicationsRunnersComeFirst() {
        assertThat(done(start(Imported.class), "imported").loaded()).isEqualTo(3);
    }

    @Test
    void propertiesWin() {
        ConfigurableApplicationContext context = start(
                Cities.class,
                "--loads=7",
                "--redis-patterns.cache.warming.popular-cities.interval=30m",
                "--redis-patterns.cache.warming.popular-cities.repeats=true",
                "--redis-patterns.cache.warming.popular-cities.parallelism=2",
                "--redis-patterns.cache.warming.popular-cities.min-fresh=1m");
        assertThat(warming(context, "popular-cities").config()).satisfies(config -> {
            assertThat(config.interval()).isEqualTo(Duration.ofMinutes(30));
            assertThat(config.repeats()).isTrue();
            assertThat(config.parallelism()).isEqualTo(2);
            assertThat(config.minFresh()).isEqualTo(Duration.ofMinutes(1));
            assertThat(config.loadsPerSecond()).isEqualTo(7);
            assertThat(config.batchSize()).isEqualTo(10);
        });
    }

    @Test
    void itCanBeTurnedOff(CapturedOutput output) {
        ConfigurableApplicationContext context = start(
                Cities.class,
                "--redis-patterns.cache.warming.popular-cities.enabled=false",
                "--redis-patterns.cache.warming.unpopular.enabled=false");
        assertThat(context.getBean(WarmingRegistry.class).all()).isEmpty();
        assertThat(LOADS).isEmpty();
        assertThat(output).contains("settings of [unpopular], but the warmings are [popular-cities]");
    }

    @Test
    void aFailureOfTheKeysIsReportedAndTriedAgain(CapturedOutput output) {
        ConfigurableApplicationContext context = start(Flaky.class);
        assertThat(done(context, "keys").loaded()).isEqualTo(2);
        assertThat(AnnotatedBean.target(context.getBean(Flaky.class)).asked).hasValue(3);
        assertThat(output).contains("warming keys is tried again").contains("the database is away");
    }

    @Test
    void adviceInFrontOfTheMethodMayTryAgain() {
        ConfigurableApplicationContext context = start(Tried.class);
        assertThat(done(context, "tried").loaded()).isOne();
        assertThat(context.getBean(Tried.class).find(1)).isEqualTo("city 1");
        assertThat(AnnotatedBean.target(context.getBean(Tried.class)).tries).hasValue(2);
    }

    @Test
    void metersTellTheProgress() {
        ConfigurableApplicationContext context = start(Cities.class);
        done(context, "popular-cities");
        MeterRegistry meters = context.getBean(MeterRegistry.class);
        assertThat(gauge(meters, "loaded")).isEqualTo(CITIES - 2);
        assertThat(gauge(meters, "failed")).isOne();
        assertThat(gauge(meters, "skipped")).isZero();
    }

    private static double gauge(MeterRegistry meters, String what) {
        return meters.get("cache.warming." + what)
                .tags("cache", "cities", "name", "popular-cities")
                .gauge()
                .value();
    }
}
