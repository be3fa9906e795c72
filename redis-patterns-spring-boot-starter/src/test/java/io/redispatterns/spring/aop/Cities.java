package io.redispatterns.spring.aop;

import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AliasFor;

/** A bean with a method for each thing that the annotations do. */
class Cities {

    record City(long id, String name, LocalDate founded) {}

    record Box<T>(T content) {}

    @Cached("composed")
    @Retention(RetentionPolicy.RUNTIME)
    @interface CachedForAMinute {

        @AliasFor(annotation = Cached.class, attribute = "key")
        String by() default "";

        @AliasFor(annotation = Cached.class, attribute = "ttl")
        String ttl() default "1m";
    }

    static City city(long id) {
        return new City(id, "city " + id, LocalDate.of(1147, 10, 25));
    }

    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    int loads() {
        return loads.get();
    }

    void release() {
        release.countDown();
    }

    @Cached(cache = "cities", key = "#id", ttl = "10m", negativeTtl = "1m", jitter = "0")
    Optional<City> find(long id) {
        loads.incrementAndGet();
        return id < 0 ? Optional.empty() : Optional.of(city(id));
    }

    @Cached(cache = "by-default-key", ttl = "${list.ttl:PT30S}")
    Map<String, List<Box<City>>> find(@Nullable String country, @Nullable String name, UUID session) {
        loads.incrementAndGet();
        return Map.of(country + "|" + name, List.of(new Box<>(city(1))));
    }

    @Cached("without-parameters")
    int count() {
        return loads.incrementAndGet();
    }

    @Cached(cache = "without-nulls", key = "#p0")
    @Nullable
    String nothing(String id) {
        loads.incrementAndGet();
        return null;
    }

    @Cached(cache = "spel", key = "#city.id + ':' + #root.methodName + ':' + @suffix")
    String named(City city) {
        loads.incrementAndGet();
        return city.name();
    }

    @Cached(cache = "failing")
    String fail(String id) throws IOException {
        loads.incrementAndGet();
        throw new IOException(id);
    }

    @Cached(cache = "choosy", condition = "#id > 0", unless = "#result == 'secret'")
    String choose(int id) {
        loads.incrementAndGet();
        return id == 7 ? "secret" : "public";
    }

    @CachedForAMinute(by = "#a0.name")
    City composed(City city) {
        loads.incrementAndGet();
        return city;
    }

    @Cached("slow")
    String slow(long id) throws InterruptedException {
        loads.incrementAndGet();
        release.await(30, TimeUnit.SECONDS);
        return "slow " + id;
    }

    @Cached("objects-as-keys")
    String keyed(Object key) {
        return "value";
    }

    @CacheInvalidate(cache = "cities", key = "#city.id", condition = "#result")
    boolean update(City city, boolean done) {
        return done;
    }

    @CacheInvalidate(cache = "cities", key = "#result.id")
    City add(City city) {
        return city;
    }

    @CacheInvalidate(cache = "cities", before = false)
    void failToUpdate(long id) {
        throw new IllegalStateException("no update of " + id);
    }

    @CacheInvalidate(cache = "cities", allEntries = true)
    @CacheInvalidate(cache = "without-parameters", key = "''")
    void reload() {}
}
