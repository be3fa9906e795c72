package io.redispatterns.spring.cache;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;

/** Methods with Spring's annotations alone, in front of what the applications of a test share. */
class Library {

    record Book(long id, String title) {}

    /** Cannot be turned into JSON. */
    static final class Secret {

        public Secret getItself() {
            return this;
        }
    }

    /** What is slow, counts, and fails when told to. */
    static final class Source {

        final AtomicInteger loads = new AtomicInteger();
        volatile CountDownLatch gate = new CountDownLatch(0);
        volatile boolean failing;

        Book load(long id) {
            int load = loads.incrementAndGet();
            try {
                gate.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (failing) {
                throw new IllegalStateException("no books");
            }
            return new Book(id, "load " + load);
        }
    }

    private final Source source;

    Library(Source source) {
        this.source = source;
    }

    @Cacheable("plain")
    public Book plain(long id) {
        return source.load(id);
    }

    @Cacheable(cacheNames = "sync", sync = true)
    public Book sync(long id) {
        return source.load(id);
    }

    @CacheEvict(cacheNames = {"plain", "sync"})
    public void change(long id) {}

    @Cacheable("secrets")
    public Secret secret(long id) {
        source.load(id);
        return new Secret();
    }
}
