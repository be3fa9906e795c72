package io.redispatterns.spring.aop;

import static io.redispatterns.spring.aop.WarmedBeans.CITIES;
import static io.redispatterns.spring.aop.WarmedBeans.LOADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.WarmingProgress;
import io.redispatterns.cache.WarmingProgress.State;
import io.redispatterns.redis.Command;
import io.redispatterns.spring.aop.WarmedBeans.Cities;
import io.redispatterns.spring.aop.WarmedBeans.City;
import io.redispatterns.spring.aop.WarmedBeans.Flaky;
import io.redispatterns.spring.aop.WarmedBeans.Forms;
import io.redispatterns.spring.aop.WarmedBeans.Imported;
import io.redispatterns.spring.aop.WarmedBeans.Tried;
import io.redispatterns.spring.warming.NamedWarming;
import io.redispatterns.spring.warming.WarmingRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Caches that are warmed with the keys that a method gives. */
@ExtendWith(OutputCaptureExtension.class)
abstract class WarmingContract {

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
        WarmedBeans.gate.countDown();
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
        WarmedBeans.gate = new CountDownLatch(1);
        ConfigurableApplicationContext one = start(Cities.class, "--gate-from=25");
        await().until(() -> LOADS.containsKey(28L));
        ConfigurableApplicationContext other = start(Cities.class);
        assertThat(warming(other, "popular-cities").progress().state()).isIn(State.WAITING, State.STALLED);
        // Once the one has stopped the other goes on at any moment.
        assertThat(LOADS).doesNotContainKey(29L);
        one.close();
        WarmingProgress done = done(other, "popular-cities");
        assertThat(done.handled()).isEqualTo(CITIES - 1);
        assertThat(done.skipped()).isPositive();
        assertThat(LOADS).hasSize(CITIES - 1);
        assertThat(LOADS).as("loaded by the other alone").containsEntry(29L, 1);
    }

    @Test
    void aStartAfterAStopTakesPartAgain() {
        ConfigurableApplicationContext context = start(Cities.class);
        done(context, "popular-cities");
        context.stop();
        context.getBean(RedisPatterns.class)
                .gateway()
                .call(Command.of("DEL").key(namespace + ":cache-state:{cities}:warming-popular-cities"));
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
