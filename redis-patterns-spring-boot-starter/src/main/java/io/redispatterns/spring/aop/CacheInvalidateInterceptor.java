package io.redispatterns.spring.aop;

import io.redispatterns.cache.Cache;
import io.redispatterns.spring.aop.InvalidateOperation.Entries;
import io.redispatterns.spring.cache.CacheRegistry;
import io.redispatterns.spring.cache.CacheThreads;
import io.redispatterns.spring.cache.EntryId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Stands in front of {@code @CacheInvalidate} methods. */
final class CacheInvalidateInterceptor implements MethodInterceptor {

    private final Readings<InvalidateReader.All> operations;
    private final Supplier<CacheRegistry> registry;
    private final Supplier<CacheThreads> threads;

    CacheInvalidateInterceptor(
            Readings<InvalidateReader.All> operations,
            Supplier<CacheRegistry> registry,
            Supplier<CacheThreads> threads) {
        this.operations = operations;
        this.registry = registry;
        this.threads = threads;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        InvalidateReader.All all = operations.of(invocation);
        if (all == null) {
            return invocation.proceed();
        }
        Call call = new Call(invocation.getThis(), invocation.getArguments());
        Change change = new Invalidation(all.operations(), call);
        return all.result()
                .delivery()
                .change(change, invocation::proceed, threads.get().executor());
    }

    /** The invalidations of one call. */
    private final class Invalidation implements Change {

        private final List<InvalidateOperation> all;
        private final Call call;
        private final List<Runnable> afterCommit = new ArrayList<>();

        Invalidation(List<InvalidateOperation> all, Call call) {
            this.all = all;
            this.call = call;
        }

        @Override
        public void begin() {
            for (InvalidateOperation operation : all) {
                if (operation.canRunBefore() && operation.condition().holds(call)) {
                    invalidation(operation, call).run();
                }
            }
        }

        @Override
        public void returned(@Nullable Object value) {
            Call done = call.withResult(value instanceof Optional<?> optional ? optional.orElse(null) : value);
            for (InvalidateOperation operation : all) {
                if (operation.condition().holds(done)) {
                    afterCommit.add(invalidation(operation, done));
                }
            }
        }

        @Override
        public void committed() {
            afterCommit.forEach(Runnable::run);
        }

        @Override
        public void failed() {
            // What the cache has is still right.
        }
    }

    /** What is to be done, with all expressions computed. */
    private Runnable invalidation(InvalidateOperation operation, Call call) {
        Cache<?> cache = registry.get().forInvalidation(operation.cache());
        Entries entries = operation.entries();
        boolean stale = operation.stale();
        if (entries instanceof Entries.All) {
            return stale ? cache::expireAll : cache::clear;
        }
        if (entries instanceof Entries.Tagged tagged) {
            List<String> tags = List.of(Keeping.tagsOf(tagged.tags(), call));
            if (tags.isEmpty()) {
                return () -> {};
            }
            return stale ? () -> cache.expireTags(tags) : () -> cache.invalidateTags(tags);
        }
        Collection<String> ids = ids(entries, call);
        return stale ? () -> cache.expireAll(ids) : () -> cache.invalidateAll(ids);
    }

    private static Collection<String> ids(Entries entries, Call call) {
        if (entries instanceof Entries.One one) {
            return List.of(one.key().idOf(call));
        }
        Expression keys = ((Entries.Several) entries).keys();
        return Keeping.elements(keys.valueFor(call)).map(EntryId::of).toList();
    }
}
