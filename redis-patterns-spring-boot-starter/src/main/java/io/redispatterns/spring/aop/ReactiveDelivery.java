package io.redispatterns.spring.aop;

import io.redispatterns.spring.transaction.ReactiveAfterCommit;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/** Results by a reactive type: one value, or several that are kept as a list. Nothing happens before a subscription. */
record ReactiveDelivery(ReactiveAdapter adapter) implements Delivery {

    @Override
    public Object deliver(Work work, Executor executor) {
        Mono<Object> value = Mono.deferContextual(context -> Mono.fromFuture(
                () -> inBackground(work, given -> await(given, context), executor), true));
        return adapter.fromPublisher(adapter.isMultiValue() ? value.flatMapIterable(all -> (List<?>) all) : value);
    }

    private @Nullable Object await(@Nullable Object given, ContextView context) throws Exception {
        return given == null ? null : join(collected(given).contextWrite(context).toFuture());
    }

    private Mono<?> collected(Object given) {
        Publisher<?> publisher = adapter.toPublisher(given);
        return adapter.isMultiValue() ? Flux.from(publisher).collectList() : Mono.from(publisher);
    }

    @Override
    public @Nullable Object before(@Nullable Object given, Then then, Executor executor) {
        if (given == null) {
            return null;
        }
        Scheduler scheduler = Schedulers.fromExecutor(executor);
        Mono<?> collected = collected(given);
        Mono<?> done = collected
                .flatMap(value -> ReactiveAfterCommit.run(() -> then.accept(value), scheduler)
                        .thenReturn((Object) value))
                .switchIfEmpty(Mono.defer(() -> ReactiveAfterCommit.run(() -> then.accept(null), scheduler)
                        .then(Mono.empty())));
        return adapter.fromPublisher(adapter.isMultiValue() ? done.flatMapIterable(all -> (List<?>) all) : done);
    }
}
