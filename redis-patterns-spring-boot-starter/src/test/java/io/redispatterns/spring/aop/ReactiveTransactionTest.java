package io.redispatterns.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.redispatterns.RedisPatterns;
import io.redispatterns.redis.Command;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.annotation.WriteThrough;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Reactive methods whose change takes effect when the subscriber's transaction is committed. */
class ReactiveTransactionTest {

    /** A database of one name, which others see when it is committed. */
    static class Names {

        private final AtomicReference<String> committed = new AtomicReference<>("Christiania");
        private final AtomicReference<String> written = new AtomicReference<>("Christiania");
        private volatile Runnable beforeCommit = () -> {};

        @Cached(cache = "names", key = "#id")
        public Mono<String> name(long id) {
            return Mono.fromSupplier(committed::get);
        }

        @Transactional
        @CacheInvalidate(cache = "names", key = "#id", before = false)
        public Mono<Void> rename(long id, String name) {
            return Mono.fromRunnable(() -> written.set(name));
        }

        @Transactional
        @CacheInvalidate(cache = "names", key = "#id", before = false)
        public Mono<Void> renameInVain(long id, String name) {
            return Mono.fromRunnable(() -> {
                written.set(name);
                throw new IllegalStateException("the name is taken");
            });
        }

        @CacheInvalidate(cache = "names", key = "#id", before = false)
        public Mono<Void> renameWithin(long id, String name) {
            return Mono.fromRunnable(() -> written.set(name));
        }

        @Transactional
        @WriteThrough(cache = "names", key = "#id")
        public Mono<String> renameThrough(long id, String name) {
            return Mono.fromSupplier(() -> {
                written.set(name);
                return name;
            });
        }
    }

    /** Transactions of that database. */
    static class Transactions extends AbstractReactiveTransactionManager {

        private static final long serialVersionUID = 1L;

        private final transient Names names;

        Transactions(Names names) {
            this.names = names;
        }

        @Override
        protected Object doGetTransaction(TransactionSynchronizationManager manager) {
            return new Object();
        }

        @Override
        protected Mono<Void> doBegin(
                TransactionSynchronizationManager manager, Object transaction, TransactionDefinition definition) {
            return Mono.empty();
        }

        @Override
        protected Mono<Void> doCommit(TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
            return Mono.fromRunnable(() -> {
                AnnotatedBean.target(names).beforeCommit.run();
                AnnotatedBean.target(names)
                        .committed
                        .set(AnnotatedBean.target(names).written.get());
            });
        }

        @Override
        protected Mono<Void> doRollback(TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
            return Mono.fromRunnable(() -> AnnotatedBean.target(names)
                    .written
                    .set(AnnotatedBean.target(names).committed.get()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class WithTransactions {

        @Bean
        ReactiveTransactionManager transactionManager(Names names) {
            return new Transactions(names);
        }

        @Bean
        TransactionalOperator operator(ReactiveTransactionManager manager) {
            return TransactionalOperator.create(manager);
        }
    }

    private static AnnotatedBean<Names> bean() {
        return AnnotatedBean.of(Names.class).withConfiguration(WithTransactions.class);
    }

    private static boolean isCached(RedisPatterns patterns) {
        return patterns.gateway()
                        .call(Command.of("EXISTS").key("app:cache:names:1"))
                        .asLong()
                == 1;
    }

    @Test
    void theEntryIsThereUntilTheCommitAndGoneAfterIt() {
        bean().run((names, patterns) -> {
            assertThat(names.name(1).block()).isEqualTo("Christiania");
            AnnotatedBean.target(names).beforeCommit =
                    () -> assertThat(isCached(patterns)).isTrue();
            names.rename(1, "Oslo").block();
            assertThat(isCached(patterns)).isFalse();
            assertThat(names.name(1).block()).isEqualTo("Oslo");
        });
    }

    @Test
    void theEntryStaysAfterARollback() {
        bean().run((names, patterns) -> {
            assertThat(names.name(1).block()).isEqualTo("Christiania");
            assertThatIllegalStateException()
                    .isThrownBy(() -> names.renameInVain(1, "Oslo").block())
                    .withMessage("the name is taken");
            assertThat(isCached(patterns)).isTrue();
            assertThat(names.name(1).block()).isEqualTo("Christiania");
        });
    }

    @Test
    void anInvalidationWaitsForTheTransactionOfTheSubscriber() {
        AtomicReference<TransactionalOperator> operator = new AtomicReference<>();
        bean().run(
                        (names, patterns) -> {
                            assertThat(names.name(1).block()).isEqualTo("Christiania");
                            names.renameWithin(1, "Oslo")
                                    .then(Mono.fromRunnable(
                                            () -> assertThat(isCached(patterns)).isTrue()))
                                    .as(operator.get()::transactional)
                                    .block();
                            assertThat(isCached(patterns)).isFalse();
                            assertThat(names.name(1).block()).isEqualTo("Oslo");
                        },
                        context -> operator.set(context.getBean(TransactionalOperator.class)));
    }

    @Test
    void aWriteThroughStoresWhatIsCommitted() {
        bean().run((names, patterns) -> {
            assertThat(names.name(1).block()).isEqualTo("Christiania");
            AtomicReference<String> seen = new AtomicReference<>();
            AnnotatedBean.target(names).beforeCommit =
                    () -> seen.set(names.name(2).block());
            assertThat(names.renameThrough(1, "Oslo").block()).isEqualTo("Oslo");
            assertThat(seen).hasValue("Christiania");
            AnnotatedBean.target(names).committed.set("the database is not asked");
            assertThat(names.name(1).block()).isEqualTo("Oslo");
        });
    }
}
