package io.redispatterns.spring.transaction;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Actions that wait for the commit of the thread's transaction, if there is one. */
public final class AfterCommit {

    private AfterCommit() {}

    /** Runs an action after the commit, never after a rollback, and at once when no transaction is active. */
    public static void run(Runnable action) {
        if (TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.isActualTransactionActive()) {
            TransactionSynchronizationManager.registerSynchronization(new Deferred(action));
        } else {
            action.run();
        }
    }

    private record Deferred(Runnable action) implements TransactionSynchronization {

        @Override
        public void afterCommit() {
            action.run();
        }
    }
}
