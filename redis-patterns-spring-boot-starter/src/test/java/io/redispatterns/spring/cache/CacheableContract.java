package io.redispatterns.spring.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.Cache;
import io.redispatterns.redis.Command;
import io.redispatterns.spring.NoResource;
import io.redispatterns.spring.Starter;
import io.redispatterns.spring.Workers;
import io.redispatterns.spring.cache.Library.Book;
import io.redispatterns.spring.cache.Library.Source;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionTemplate;

/** What {@code @Cacheable} methods get by settings alone, with {@code sync = true} and without. */
abstract class CacheableContract {

    private static final int CALLERS = 40;

    @Configuration(proxyBeanMethods = false)
    @EnableCaching(order = Ordered.HIGHEST_PRECEDENCE)
    static class CachingConfiguration {}

    private final Source source = new Source();

    /** An application; all of one test have the same Redis. */
    abstract ApplicationContextRunner onTheSameRedis(ApplicationContextRunner runner);

    private ApplicationContextRunner application(String... properties) {
        return onTheSameRedis(new ApplicationContextRunner()
                .withConfiguration(Starter.configuration())
                .withUserConfiguration(CachingConfiguration.class)
                .withBean(Library.class, () -> new Library(source))
                .withPropertyValues(properties));
    }

    interface Scenario {

        void play(Library library, RedisPatterns patterns) throws Exception;
    }

    private static void run(ApplicationContextRunner runner, Scenario scenario) {
        runner.run(context -> {
            RedisPatterns patterns = patterns(context);
            patterns.gateway().call(Command.of("FLUSHALL"));
            scenario.play(context.getBean(Library.class), patterns);
        });
    }

    private static RedisPatterns patterns(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
        return context.getBean(RedisPatterns.class);
    }

    private static Book read(Library library, String cache, long id) {
        return cache.equals("sync") ? library.sync(id) : library.plain(id);
    }

    private static Cache<?> core(RedisPatterns patterns, String cache) {
        Cache<?> found = patterns.findCache(cache);
        assertThat(found).isNotNull();
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "sync"})
    void manyCallersOfTwoApplicationsLoadOnce(String cache) {
        run(
                application(),
                (one, patterns) -> application().run(context -> {
                    Library other = context.getBean(Library.class);
                    source.gate = new CountDownLatch(1);
                    AtomicInteger begun = new AtomicInteger();
                    try (Workers workers = new Workers(CALLERS)) {
                        List<Book> books = workers.each(() -> {
                            int number = begun.incrementAndGet();
                            if (number == CALLERS) {
                                source.gate.countDown();
                            }
                            return read(number % 2 == 0 ? one : other, cache, 1);
                        });
                        assertThat(books).hasSize(CALLERS).containsOnly(new Book(1, "load 1"));
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "sync"})
    void aFreshValueIsRefreshedEarly(String cache) {
        run(
                application(
                        "redis-patterns.cache.defaults.ttl=1h",
                        "redis-patterns.cache.defaults.jitter=0",
                        "redis-patterns.cache.defaults.early-refresh=threshold:0.00001"),
                (library, patterns) -> {
                    assertThat(read(library, cache, 1).title()).isEqualTo("load 1");
                    await().until(() -> !read(library, cache, 1).title().equals("load 1"));
                    assertThat(core(patterns, cache).stats().misses()).isOne();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "sync"})
    void anOldValueIsServedWhenLoadingFails(String cache) {
        run(application("redis-patterns.cache.defaults.fail-safe.max-stale=1h"), (library, patterns) -> {
            assertThat(read(library, cache, 1).title()).isEqualTo("load 1");
            core(patterns, cache).expireAll();
            source.failing = true;
            assertThat(read(library, cache, 1).title()).isEqualTo("load 1");
            assertThat(source.loads).hasValue(2);
            assertThatIllegalStateException()
                    .isThrownBy(() -> read(library, cache, 2))
                    .withMessage("no books");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "sync"})
    void copiesInTheProcessAnswer(String cache) {
        run(application("redis-patterns.cache.caches." + cache + ".near.enabled=true"), (library, patterns) -> {
            Cache<?> core = core(patterns, cache);
            await().until(() -> {
                read(library, cache, 1);
                return core.stats().nearHits() > 0;
            });
            assertThat(source.loads).hasValue(1);
            await("one object for all")
                    .untilAsserted(() -> assertThat(read(library, cache, 1)).isSameAs(read(library, cache, 1)));
            library.change(1);
            assertThat(read(library, cache, 1).title()).isEqualTo("load 2");
        });
    }

    @Test
    void aRefreshRunsAllThatIsAroundTheMethod() {
        AtomicInteger around = new AtomicInteger();
        NameMatchMethodPointcut methods = new NameMatchMethodPointcut();
        methods.addMethodName("plain");
        MethodInterceptor counting = invocation -> {
            around.incrementAndGet();
            return invocation.proceed();
        };
        run(
                application(
                                "redis-patterns.cache.caches.plain.ttl=2s",
                                "redis-patterns.cache.caches.plain.jitter=0",
                                "redis-patterns.cache.caches.plain.refresh-ahead.max-keys=10",
                                "redis-patterns.cache.caches.plain.refresh-ahead.after=0.01")
                        .withBean(
                                "counting",
                                DefaultPointcutAdvisor.class,
                                () -> new DefaultPointcutAdvisor(methods, counting),
                                definition -> definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE)),
                (library, patterns) -> {
                    library.plain(1);
                    await().until(() -> source.loads.get() >= 3);
                    assertThat(around.get()).isGreaterThanOrEqualTo(3);
                });
    }

    @Test
    void whatATransactionReadsIsStoredWhenItHasCommitted() {
        run(application(), (library, patterns) -> {
            TransactionTemplate transaction = new TransactionTemplate(new NoResource());
            transaction.executeWithoutResult(status -> {
                library.plain(1);
                library.plain(1);
                status.setRollbackOnly();
            });
            assertThat(source.loads).hasValue(2);
            library.plain(1);
            assertThat(source.loads).as("rolled back").hasValue(3);
            transaction.executeWithoutResult(status -> library.plain(2));
            library.plain(2);
            assertThat(source.loads).as("committed").hasValue(4);
            transaction.setReadOnly(true);
            transaction.executeWithoutResult(status -> {
                library.plain(3);
                library.plain(3);
            });
            assertThat(source.loads).as("nothing to commit").hasValue(5);
        });
    }

    @Test
    void whatCannotBeStoredReachesTheCaller() {
        run(application(), (library, patterns) -> {
            assertThat(library.secret(1)).isNotNull();
            assertThat(library.secret(1)).isNotNull();
            assertThat(source.loads).hasValue(2);
        });
    }

    @Test
    void eachCallerLoadsIfThatIsWanted() {
        run(application("redis-patterns.cache.sync-cacheable=false"), (library, patterns) -> {
            source.gate = new CountDownLatch(1);
            try (Workers workers = new Workers(3)) {
                AtomicInteger begun = new AtomicInteger();
                workers.each(() -> {
                    if (begun.incrementAndGet() < 3) {
                        library.plain(1);
                    } else {
                        await().until(() -> source.loads.get() == 2);
                        source.gate.countDown();
                    }
                });
            }
        });
    }
}
