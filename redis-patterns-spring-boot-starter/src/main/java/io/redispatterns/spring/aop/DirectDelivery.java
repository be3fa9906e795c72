package io.redispatterns.spring.aop;

import io.redispatterns.spring.transaction.AfterCommit;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Results that are there when the method returns. */
record DirectDelivery() implements Delivery {

    @Override
    public @Nullable Object deliver(Work work, Executor executor) throws Throwable {
        return work.run(given -> given);
    }

    @Override
    public @Nullable Object await(@Nullable Object delivered) {
        return delivered;
    }

    @Override
    public @Nullable Object change(Change change, Target target, Executor executor) throws Throwable {
        change.begin();
        Object given;
        try {
            given = target.call();
            change.returned(given);
        } catch (Throwable e) {
            AfterCommit.runInAnyCase(change::failed);
            throw e;
        }
        AfterCommit.run(change::committed, change::failed);
        return given;
    }
}
