package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutcomeTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Outcome<String> outcome = new Outcome<>();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private static void awaitParked(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void theFirstValueStays() throws Exception {
        assertThat(outcome.now()).isNull();
        outcome.set("first");
        outcome.set("second");
        assertThat(outcome.now()).isEqualTo("first");
        assertThat(outcome.await(0)).as("without waiting").isEqualTo("first");
    }

    @Test
    void everybodyIsWoken() throws Exception {
        List<Future<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(threads.submit(() -> outcome.await(Long.MAX_VALUE)));
        }
        outcome.set("value");
        for (Future<String> one : waiting) {
            assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo("value");
        }
    }

    /** Many rounds of one who waits and one who sets the value, to meet at any moment; to be overlooked is to wait for ever. */
    @Test
    void nobodyIsOverlooked() throws Exception {
        for (int i = 0; i < 20_000; i++) {
            Outcome<Integer> round = new Outcome<>();
            int number = i;
            Future<?> setting = threads.submit(() -> round.set(number));
            assertThat(round.await(Long.MAX_VALUE)).isEqualTo(number);
            setting.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aWaitEndsInTime() {
        assertThatThrownBy(() -> outcome.await(1)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> outcome.await(-1)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void anInterruptEndsTheWaitOfOne() throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        Thread first = new Thread(() -> {
            try {
                String unused = outcome.await(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            } catch (TimeoutException e) {
                throw new IllegalStateException(e);
            }
        });
        first.start();
        awaitParked(first);
        Future<String> second = threads.submit(() -> outcome.await(Long.MAX_VALUE));
        first.interrupt();
        first.join(30_000);
        assertThat(interrupted).hasValue(1);
        outcome.set("value");
        assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("value");
    }

    @Test
    void whoIsWokenWithoutReasonWaitsOn() throws Exception {
        AtomicInteger got = new AtomicInteger();
        Thread waiting = new Thread(() -> {
            try {
                got.set(outcome.await(Long.MAX_VALUE).length());
            } catch (InterruptedException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        });
        waiting.start();
        awaitParked(waiting);
        LockSupport.unpark(waiting);
        awaitParked(waiting);
        assertThat(got).hasValue(0);
        outcome.set("value");
        waiting.join(30_000);
        assertThat(got).hasValue(5);
    }
}
