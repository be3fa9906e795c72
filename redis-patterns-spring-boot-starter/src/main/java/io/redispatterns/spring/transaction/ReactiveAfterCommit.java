package io.redispatterns.spring.transaction;

import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Actions that wait for the end of the subscriber's reactive transaction, if there is one. */
public final class ReactiveAfterCommit {

    private ReactiveAfterCommit() {}

    /**
     * Runs an action after the commit, or when it is subscribed to if no transaction is active; and another one after a
     * rollback.
     *
     * @param scheduler runs the actions, which may block
     */
    public static Mono<Void> run(Runnable committed, Runnable rolledBack, Scheduler scheduler) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(manager -> manager.isSynchronizationActive() && manager.isActualTransactionActive())
                .map(manager -> {
                    manager.registerSynchronization(new Deferred(committed, rolledBack, scheduler));
                    return true;
                })
                .onErrorResume(NoTransactionException.class, none -> Mono.empty())
                .defaultIfEmpty(false)
                .flatMap(deferred -> deferred ? Mono.empty() : blocking(committed, scheduler));
    }

    /** An action that may block, by a scheduler. */
    public static Mono<Void> blocking(Runnable action, Scheduler scheduler) {
        return Mono.<Void>fromRunnable(action).subscribeOn(scheduler);
    }

    private record Deferred(Runnable committed, Runnable rolledBack, Scheduler scheduler)
            implements TransactionSynchronization {

        @Override
        public Mono<Void> afterCommit() {
            return blocking(committed, scheduler);
        }

        @Override
        public Mono<Void> afterCompletion(int status) {
            return status == STATUS_COMMITTED ? Mono.empty() : blocking(rolledBack, scheduler);
        }
    }
}
