package io.redispatterns.spring.cache;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A bean with a method for each thing that Spring's cache annotations do. */
class Books {

    record Book(long id, String title, List<String> authors) {}

    static Book book(long id) {
        return new Book(id, "book " + id, List.of("one", "two"));
    }

    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    int loads() {
        return loads.get();
    }

    void release() {
        release.countDown();
    }

    @Cacheable("books")
    public @Nullable Book find(long id) {
        loads.incrementAndGet();
        return id < 0 ? null : book(id);
    }

    @Cacheable("optionalBooks")
    public Optional<Book> findOptional(long id) {
        loads.incrementAndGet();
        return id < 0 ? Optional.empty() : Optional.of(book(id));
    }

    @Cacheable("lists")
    public Map<String, List<Book>> list(String first, String second) {
        loads.incrementAndGet();
        return Map.of("all", List.of(book(1)));
    }

    @Cacheable(cacheNames = "mixed", key = "#id")
    public List<Book> mixedList(long id) {
        loads.incrementAndGet();
        return List.of(book(id));
    }

    @Cacheable(cacheNames = "mixed", key = "'one-' + #id")
    public Book mixedBook(long id) {
        loads.incrementAndGet();
        return book(id);
    }

    @Cacheable(cacheNames = "synchronous", sync = true)
    public @Nullable Book slow(long id) throws Exception {
        loads.incrementAndGet();
        release.await(30, TimeUnit.SECONDS);
        if (id == 99) {
            throw new IOException("out of print");
        }
        return id < 0 ? null : book(id);
    }

    @Cacheable(cacheNames = "books", condition = "#id != 7", unless = "#result == null or #result.title() == 'book 8'")
    public @Nullable Book choose(long id) {
        loads.incrementAndGet();
        return book(id);
    }

    @Cacheable("futures")
    public CompletableFuture<Book> future(long id) {
        loads.incrementAndGet();
        return CompletableFuture.completedFuture(book(id));
    }

    @Cacheable("monos")
    public Mono<Book> mono(long id) {
        return Mono.fromSupplier(() -> {
            loads.incrementAndGet();
            return book(id);
        });
    }

    @Cacheable("fluxes")
    public Flux<Book> flux(long id) {
        return Flux.defer(() -> {
            loads.incrementAndGet();
            return Flux.just(book(id), book(id + 1));
        });
    }

    @CachePut(cacheNames = "books", key = "#book.id()")
    public Book update(Book book) {
        return book;
    }

    @CacheEvict("books")
    public void remove(long id) {}

    @CacheEvict(cacheNames = "books", allEntries = true)
    public void removeAll() {}

    @CacheEvict(cacheNames = "books", beforeInvocation = true)
    public void removeAndFail(long id) {
        throw new IllegalStateException("no");
    }
}
