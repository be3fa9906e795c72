package io.redispatterns.spring.cache;

import io.redispatterns.cache.Cache;
import io.redispatterns.cache.CacheLookup;
import io.redispatterns.spring.transaction.AfterCommit;
import java.lang.reflect.Type;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.support.SimpleValueWrapper;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;

/**
 * A cache as Spring's annotations and programs use it. Nothing that Redis does makes a caller fail; within a
 * transaction, what is written and removed waits for the commit.
 */
final class SpringCache implements org.springframework.cache.Cache {

    private static final Logger log = LoggerFactory.getLogger(SpringCache.class);

    private final String name;
    private final NamedCache cache;
    private final @Nullable Type type;
    private final Executor executor;

    /**
     * A cache.
     *
     * @param type of the values, or null for what is learned from the annotated methods
     * @param executor runs what must not block its caller
     */
    SpringCache(String name, NamedCache cache, @Nullable Type type, Executor executor) {
        this.name = name;
        this.cache = cache;
        this.type = type;
        this.executor = executor;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Object getNativeCache() {
        return cache.core();
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        return lookup(values(), EntryId.of(key));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T get(Object key, @Nullable Class<T> required) {
        Cache<Object> typed = required == null ? values() : cache.as(required);
        ValueWrapper found = lookup(typed, EntryId.of(key));
        return found == null ? null : (T) checked(found.get(), required);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T get(Object key, Callable<T> loader) {
        try {
            return (T) values().get(EntryId.of(key), id -> loader.call());
        } catch (Throwable e) {
            throw new ValueRetrievalException(key, loader, e);
        }
    }

    @Override
    public CompletableFuture<?> retrieve(Object key) {
        String id = EntryId.of(key);
        return CompletableFuture.supplyAsync(() -> lookup(values(), id), executor);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> loader) {
        return CompletableFuture.supplyAsync(
                () -> (T) values().get(EntryId.of(key), id -> await(loader.get())), executor);
    }

    private static <T> T await(CompletableFuture<T> loading) throws Exception {
        try {
            return loading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        String id = EntryId.of(key);
        AfterCommit.run(() -> write(id, value));
    }

    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        ValueWrapper present = get(key);
        if (present == null) {
            write(EntryId.of(key), value);
        }
        return present;
    }

    @Override
    public void evict(Object key) {
        String id = EntryId.of(key);
        AfterCommit.run(() -> cache.core().invalidate(id));
    }

    @Override
    public boolean evictIfPresent(Object key) {
        return cache.core().invalidate(EntryId.of(key));
    }

    @Override
    public void clear() {
        AfterCommit.run(() -> cache.core().clear());
    }

    @Override
    public boolean invalidate() {
        return cache.core().clear();
    }

    private Cache<Object> values() {
        return type == null ? cache.asLearned() : cache.as(type);
    }

    private void write(String id, @Nullable Object value) {
        try {
            values().put(id, value);
        } catch (JacksonException e) {
            log.warn("cache {}: a value cannot be turned into JSON and is not stored", name, e);
            cache.core().invalidate(id);
        }
    }

    private static @Nullable ValueWrapper lookup(Cache<Object> values, String id) {
        CacheLookup<Object> found = values.lookup(id);
        if (found instanceof CacheLookup.Hit<Object> hit) {
            return new SimpleValueWrapper(hit.value());
        }
        return found instanceof CacheLookup.CachedNull ? new SimpleValueWrapper(null) : null;
    }

    private static @Nullable Object checked(@Nullable Object value, @Nullable Class<?> required) {
        if (value != null && required != null && !ClassUtils.isAssignableValue(required, value)) {
            throw new IllegalStateException(
                    "the cached value is a " + value.getClass().getTypeName() + ", not a " + required.getTypeName());
        }
        return value;
    }
}
