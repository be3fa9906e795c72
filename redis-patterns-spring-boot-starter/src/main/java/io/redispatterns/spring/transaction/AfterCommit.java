package io.redispatterns.spring.transaction;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Actions that wait for the end of the thread's transaction, if there is one. */
public final class AfterCommit {

    private AfterCommit() {}

    /** Runs an action after the commit, never after a rollback, and at once when no transaction is active. */
    public static void run(Runnable action) {
        run(action, () -> {});
    }

    /** Runs an action after the commit, or at once when no transaction is active; and another one after a rollback. */
    public static void run(Runnable committed, Runnable rolledBack) {
        if (isActive()) {
            TransactionSynchronizationManager.registerSynchronization(new Deferred(committed, rolledBack));
        } else {
            committed.run();
        }
    }

    /** Runs an action when the transaction has ended in whatever way, or at once when none is active. */
    public static void runInAnyCase(Runnable action) {
        run(action, action);
    }

    /** Whether there is a transaction to wait for. */
    public static boolean isActive() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** Whether there is a transaction that may write, so that what is read in it may never be committed. */
    public static boolean isOfWrites() {
        return isActive() && !TransactionSynchronizationManager.isCurrentTransactionReadOnly();
    }

    private record Deferred(Runnable committed, Runnable rolledBack) implements TransactionSynchronization {

        @Override
        public void afterCommit() {
            committed.run();
        }

        @Override
        public void afterCompletion(int status) {
            if (status != STATUS_COMMITTED) {
                rolledBack.run();
            }
        }
    }
}
