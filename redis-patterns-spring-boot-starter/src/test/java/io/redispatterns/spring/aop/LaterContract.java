package io.redispatterns.spring.aop;

import static io.redispatterns.spring.aop.AnnotatedBean.cache;
import static io.redispatterns.spring.aop.AnnotatedBean.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.annotation.CachedBulk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Methods that give their results later. */
abstract class LaterContract {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    static class Names {

        private final AtomicInteger loads = new AtomicInteger();
        private final CompletableFuture<Void> released = new CompletableFuture<>();

        private String name(long id) {
            return "name " + id + " load " + loads.incrementAndGet();
        }

        @Cached(cache = "futures", key = "#id")
        CompletableFuture<String> future(long id) {
            return CompletableFuture.supplyAsync(() -> name(id));
        }

        @Cached(cache = "stages", key = "#id", negativeTtl = "1m")
        CompletionStage<Optional<String>> stage(long id) {
            loads.incrementAndGet();
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Cached(cache = "monos", key = "#id", negativeTtl = "1m")
        Mono<String> mono(long id) {
            return Mono.deferContextual(context -> id < 0
                    ? Mono.<String>fromRunnable(loads::incrementAndGet)
                    : Mono.delay(Duration.ofMillis(1)).map(tick -> name(id) + context.getOrDefault("who", "")));
        }

        @Cached(cache = "fluxes", key = "#id")
        Flux<String> flux(long id) {
            return Flux.range(0, 3).map(i -> i + name(id));
        }

        @Cached(cache = "failures", key = "#id")
        CompletableFuture<String> failingFuture(long id) {
            loads.incrementAndGet();
            return CompletableFuture.failedFuture(new IOException("gone"));
        }

        @Cached(cache = "failing-monos", key = "#id")
        Mono<String> failingMono(long id) {
            return Mono.error(new IOException("gone"));
        }

        @Cached(cache = "slow", key = "#id")
        CompletableFuture<String> slow(long id) {
            loads.incrementAndGet();
            return released.thenApply(nothing -> "slow " + id);
        }

        @Cached(cache = "slow-monos", key = "#id")
        Mono<String> slowMono(long id) {
            return Mono.fromFuture(released).then(Mono.fromSupplier(() -> "slow " + loads.incrementAndGet()));
        }

        @CachedBulk(cache = "monos")
        Mono<Map<Long, String>> monos(Collection<Long> ids) {
            return Flux.fromIterable(ids).collectMap(id -> id, this::name);
        }

        @CachedBulk(cache = "monos", valueKey = "#result.substring(5, 6)")
        Flux<String> fluxOf(List<Long> ids) {
            return Flux.fromIterable(ids).map(this::name);
        }

        @CacheInvalidate(cache = "futures", key = "#id")
        CompletableFuture<Void> changeLater(long id, boolean fails) {
            return fails
                    ? CompletableFuture.failedFuture(new IOException("not changed"))
                    : CompletableFuture.runAsync(() -> {});
        }

        @CacheInvalidate(cache = "futures", key = "#result.substring(0, 1)")
        Mono<String> changeByMono(long id) {
            return Mono.fromSupplier(() -> id + " changed");
        }
    }

    abstract String[] properties();

    private AnnotatedBean<Names> application() {
        return AnnotatedBean.of(Names.class, properties());
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aFutureIsKeptByItsValue() {
        application().run((names, patterns) -> {
            assertThat(get(names.future(1))).isEqualTo("name 1 load 1");
            assertThat(get(names.future(1))).isEqualTo("name 1 load 1");
            assertThat(get(names.stage(1))).isEmpty();
            assertThat(get(names.stage(1))).isEmpty();
            assertThat(target(names).loads).hasValue(2);
        });
    }

    @Test
    void aMonoAsksForEachSubscriberAndHasHisContext() {
        application().run((names, patterns) -> {
            Mono<String> mono = names.mono(1);
            assertThat(cache(patterns, "monos").stats().requests())
                    .as("not before it is subscribed to")
                    .isZero();
            assertThat(mono.contextWrite(context -> context.put("who", " for me"))
                            .block(LIMIT))
                    .isEqualTo("name 1 load 1 for me");
            assertThat(mono.block(LIMIT)).isEqualTo("name 1 load 1 for me");
            assertThat(cache(patterns, "monos").stats().hits()).isOne();
            assertThat(names.mono(-1).blockOptional(LIMIT)).isEmpty();
            assertThat(names.mono(-1).blockOptional(LIMIT)).isEmpty();
            assertThat(target(names).loads).hasValue(2);
        });
    }

    @Test
    void aFluxIsKeptAsAList() {
        application().run((names, patterns) -> {
            List<String> all = names.flux(1).collectList().block(LIMIT);
            assertThat(all).containsExactly("0name 1 load 1", "1name 1 load 2", "2name 1 load 3");
            assertThat(names.flux(1).collectList().block(LIMIT)).isEqualTo(all);
            assertThat(names.flux(1).next().block(LIMIT)).isEqualTo(all.get(0));
        });
    }

    @Test
    void nothingBlocksAThreadThatMustNot() {
        application().run((names, patterns) -> {
            for (int i = 0; i < 2; i++) {
                String name = Mono.defer(() -> names.mono(1))
                        .subscribeOn(Schedulers.parallel())
                        .block(LIMIT);
                assertThat(name).isEqualTo("name 1 load 1");
            }
        });
    }

    @Test
    void failuresReachTheCallerAsTheyAre() {
        application().run((names, patterns) -> {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> get(names.failingFuture(1)))
                    .withCauseInstanceOf(IOException.class);
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> names.failingMono(1).block(LIMIT))
                    .withCauseInstanceOf(IOException.class);
            assertThat(cache(patterns, "failures").stats().loadFailures()).isOne();
        });
    }

    @Test
    void whoGivesUpDoesNotCancelWhatOthersWaitFor() {
        application().run((names, patterns) -> {
            CompletableFuture<String> first = names.slow(1);
            CompletableFuture<String> second = names.slow(1);
            await().until(() -> target(names).loads.get() == 1);
            first.cancel(true);
            List<String> got = new ArrayList<>();
            Disposable impatient = names.slowMono(1).subscribe(got::add);
            Mono<String> patient = names.slowMono(1).cache();
            Disposable unused = patient.subscribe();
            await().until(() -> cache(patterns, "slow-monos").stats().misses() == 2);
            impatient.dispose();
            target(names).released.complete(null);
            assertThat(get(second)).isEqualTo("slow 1");
            assertThat(patient.block(LIMIT)).isEqualTo("slow 2");
            assertThat(target(names).loads).as("one of each").hasValue(2);
            assertThat(got).isEmpty();
        });
    }

    @Test
    void aThousandAtOnceLoadOnce() {
        application().run((names, patterns) -> {
            List<CompletableFuture<String>> futures = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                futures.add(names.slow(1));
            }
            target(names).released.complete(null);
            assertThat(futures.stream()
                            .map(future ->
                                    future.orTimeout(10, TimeUnit.SECONDS).join())
                            .collect(Collectors.toSet()))
                    .containsExactly("slow 1");
            assertThat(target(names).loads).hasValue(1);
        });
    }

    @Test
    void manyAreReadAtOnceLater() {
        application().run((names, patterns) -> {
            names.mono(2).block(LIMIT);
            assertThat(names.monos(List.of(1L, 2L, 3L)).block(LIMIT))
                    .containsEntry(2L, "name 2 load 1")
                    .containsOnlyKeys(1L, 2L, 3L);
            assertThat(names.fluxOf(List.of(3L, 2L, 4L))
                            .map(name -> name.substring(0, 6))
                            .collectList()
                            .block(LIMIT))
                    .containsExactly("name 3", "name 2", "name 4");
            assertThat(target(names).loads).hasValue(4);
        });
    }

    @Test
    void anInvalidationIsDoneWhenTheResultIsThere() {
        application().run((names, patterns) -> {
            get(names.future(1));
            get(names.changeLater(1, false));
            assertThat(get(names.future(1))).isEqualTo("name 1 load 2");
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> get(names.changeLater(2, true)))
                    .withCauseInstanceOf(IOException.class);
            Mono<String> change = names.changeByMono(1);
            assertThat(get(names.future(1))).as("not subscribed yet").isEqualTo("name 1 load 2");
            assertThat(change.block(LIMIT)).isEqualTo("1 changed");
            assertThat(get(names.future(1))).isEqualTo("name 1 load 3");
        });
    }
}
