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
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Results by a reactive type: one value, or several that are kept as a list. Nothing happens before a subscription. */
record ReactiveDelivery(ReactiveAdapter adapter) implements Delivery {

    /** Stands for the value of a publisher that has none. */
    private static final Object NOTHING = new Object();

    @Override
    public Object deliver(Work work, Executor executor) {
        return adapted(Mono.deferContextual(context ->
                Mono.fromFuture(() -> Delivery.inBackground(work, given -> await(given, context), executor), true)));
    }

    @Override
    public @Nullable Object await(@Nullable Object delivered) throws Exception {
        return await(delivered, Context.empty());
    }

    private @Nullable Object await(@Nullable Object given, ContextView context) throws Exception {
        return given == null
                ? null
                : Delivery.join(collected(given).contextWrite(context).toFuture());
    }

    @Override
    public @Nullable Object change(Change change, Target target, Executor executor) throws Throwable {
        Object given = target.call();
        if (given == null) {
            return null;
        }
        Scheduler scheduler = Schedulers.fromExecutor(executor);
        Mono<Object> value = collected(given)
                .defaultIfEmpty(NOTHING)
                .flatMap(result -> ReactiveAfterCommit.blocking(
                                () -> change.returned(result == NOTHING ? null : result), scheduler)
                        .thenReturn(result))
                .onErrorResume(e -> ReactiveAfterCommit.run(change::failed, change::failed, scheduler)
                        .then(Mono.error(e)))
                .flatMap(result -> ReactiveAfterCommit.run(change::committed, change::failed, scheduler)
                        .thenReturn(result))
                .filter(result -> result != NOTHING);
        return adapted(ReactiveAfterCommit.blocking(change::begin, scheduler).then(value));
    }

    private Mono<Object> collected(Object given) {
        Publisher<?> publisher = adapter.toPublisher(given);
        return adapter.isMultiValue()
                ? Flux.from(publisher).collectList().cast(Object.class)
                : Mono.from(publisher).cast(Object.class);
    }

    private Object adapted(Mono<Object> value) {
        return adapter.fromPublisher(adapter.isMultiValue() ? value.flatMapIterable(all -> (List<?>) all) : value);
    }
}
