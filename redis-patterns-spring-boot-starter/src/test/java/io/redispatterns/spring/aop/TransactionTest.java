package io.redispatterns.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.redispatterns.RedisPatterns;
import io.redispatterns.redis.Command;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.autoconfigure.RedisPatternsAutoConfiguration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionTemplate;

/** Invalidation waits for the commit, in whichever way a transaction is made. */
class TransactionTest {

    static class Cities {

        private final JdbcClient jdbc;
        private final Runnable inTheMiddle;

        Cities(JdbcClient jdbc, Runnable inTheMiddle) {
            this.jdbc = jdbc;
            this.inTheMiddle = inTheMiddle;
        }

        @Cached(cache = "names", key = "#id")
        @Nullable
        String name(long id) {
            return jdbc.sql("select name from city where id = ?")
                    .param(id)
                    .query(String.class)
                    .single();
        }

        @CacheInvalidate(cache = "names", key = "#id", before = false)
        void renameWithin(long id, String name) {
            jdbc.sql("update city set name = ? where id = ?").params(name, id).update();
        }

        @Transactional
        @CacheInvalidate(cache = "names", key = "#id", before = false)
        void rename(long id, String name) {
            jdbc.sql("update city set name = ? where id = ?").params(name, id).update();
            inTheMiddle.run();
        }

        @Transactional
        @CacheInvalidate(cache = "names", keys = "{#id, #id + 1}")
        void renameRemovingBefore(long id, String name) {
            jdbc.sql("update city set name = ? where id = ?").params(name, id).update();
            inTheMiddle.run();
        }

        @Transactional
        @CacheInvalidate(cache = "names", key = "#id", before = false)
        void renameAndThinkBetterOfIt(long id, String name) {
            renameWithin(id, name);
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
    }

    private Runnable inTheMiddle = () -> {};

    private interface Scenario {

        void play(Cities cities, AssertableApplicationContext context);
    }

    private void run(Scenario scenario) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        AopAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class,
                        RedisPatternsAutoConfiguration.class))
                .withPropertyValues("spring.datasource.generate-unique-name=true")
                .withBean("inTheMiddle", Runnable.class, () -> () -> inTheMiddle.run())
                .withBean(Cities.class)
                .run(context -> {
                    JdbcClient jdbc = context.getBean(JdbcClient.class);
                    jdbc.sql("create table city (id bigint primary key, name varchar(99))")
                            .update();
                    jdbc.sql("insert into city values (1, 'Christiania')").update();
                    Cities cities = context.getBean(Cities.class);
                    assertThat(cities.name(1)).isEqualTo("Christiania");
                    scenario.play(cities, context);
                });
    }

    private static boolean isCached(AssertableApplicationContext context) {
        return context.getBean(RedisPatterns.class)
                        .gateway()
                        .call(Command.of("EXISTS").key("app:cache:names:1"))
                        .asLong()
                == 1;
    }

    @Test
    void theEntryIsThereUntilTheCommitAndGoneAfterIt() {
        run((cities, context) -> {
            inTheMiddle = () -> assertThat(isCached(context)).isTrue();
            cities.rename(1, "Oslo");
            assertThat(isCached(context)).isFalse();
            assertThat(cities.name(1)).isEqualTo("Oslo");
        });
    }

    @Test
    void theEntryIsRemovedBeforeAndAgainAfterTheCommit() {
        run((cities, context) -> {
            inTheMiddle = () -> {
                assertThat(isCached(context)).as("removed before").isFalse();
                String old = CompletableFuture.supplyAsync(() -> cities.name(1)).join();
                assertThat(old).as("to the others").isEqualTo("Christiania");
                assertThat(isCached(context)).isTrue();
            };
            cities.renameRemovingBefore(1, "Oslo");
            assertThat(isCached(context)).isFalse();
            assertThat(cities.name(1)).isEqualTo("Oslo");
        });
    }

    @Test
    void anOuterTransactionIsWaitedFor() {
        run((cities, context) -> {
            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                cities.renameWithin(1, "Oslo");
                cities.rename(1, "Oslo");
                assertThat(isCached(context)).isTrue();
            });
            assertThat(isCached(context)).isFalse();
        });
    }

    @Test
    void aRollbackInvalidatesNothing() {
        run((cities, context) -> {
            cities.renameAndThinkBetterOfIt(1, "Oslo");
            assertThat(isCached(context)).as("marked for rollback").isTrue();
            inTheMiddle = () -> {
                throw new IllegalStateException("no");
            };
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> cities.rename(1, "Oslo"));
            assertThat(isCached(context)).as("thrown").isTrue();
            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                cities.renameWithin(1, "Oslo");
                status.setRollbackOnly();
            });
            assertThat(isCached(context)).as("rolled back from outside").isTrue();
        });
    }

    @Test
    void withoutATransactionItIsInvalidatedAtOnce() {
        run((cities, context) -> {
            cities.renameWithin(1, "Oslo");
            assertThat(isCached(context)).isFalse();
        });
    }
}
