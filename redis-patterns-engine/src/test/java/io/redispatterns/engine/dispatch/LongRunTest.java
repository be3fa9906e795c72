package io.redispatterns.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.testing.SpinEngine;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others see while a command runs long, with a clock that is moved by hand. */
class LongRunTest {

    private static final Reply BUSY = new Reply.ErrorReply(
            "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.");
    private static final Reply KILLED = new Reply.ErrorReply("ERR Script killed by user with SCRIPT KILL...");
    private static final Duration PAST_THE_THRESHOLD = Duration.ofSeconds(5);
    private static final Duration PAST_ALL_PATIENCE = Duration.ofSeconds(30);

    private final ManualTimeSource time = new ManualTimeSource();
    private final SpinEngine engine = new SpinEngine(time);
    private final Dispatcher dispatcher = engine.dispatcher();
    private final CapturingSession script = new CapturingSession(dispatcher);
    private final CapturingSession other = new CapturingSession(dispatcher);

    @AfterEach
    void end() {
        dispatcher.engine().longRuns().close();
    }

    private static void until(BooleanSupplier condition) {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(condition::getAsBoolean);
    }

    private static Outcome result(CompletableFuture<Outcome> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private CompletableFuture<Outcome> inAnotherThread(CapturingSession session, String... words) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> outcome.complete(session.send(words)), "test-" + words[0]);
        thread.setDaemon(true);
        thread.start();
        return outcome;
    }

    /** Begins a run and moves time past the threshold; no sooner, for a run counts its time from its own beginning. */
    private CompletableFuture<Outcome> spin(String... words) {
        CompletableFuture<Outcome> run = inAnotherThread(script, words);
        until(engine::isSpinning);
        time.advance(PAST_THE_THRESHOLD);
        return run;
    }

    @Test
    void beforeTheThresholdOthersWait() {
        CompletableFuture<Outcome> run = inAnotherThread(script, "SPIN");
        until(engine::isSpinning);
        time.advance(PAST_THE_THRESHOLD.minusMillis(1));
        CompletableFuture<Outcome> get = new CompletableFuture<>();
        Thread waiting = new Thread(() -> get.complete(other.send("GET", "k")));
        waiting.start();
        until(() -> waiting.getState() == Thread.State.WAITING);
        assertThat(get).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(result(get)).isEqualTo(BUSY);
        assertThat(other.send("STOP")).isEqualTo(Reply.OK);
        assertThat(result(run)).isEqualTo(KILLED);
    }

    @Test
    void afterItTheyAreToldAndMayStopIt() {
        CompletableFuture<Outcome> run = spin("SPIN");
        assertThat(other.send("SET", "k", "v")).isEqualTo(BUSY);
        assertThat(other.send("PING")).isEqualTo(BUSY);
        assertThat(other.send("SPIN")).isEqualTo(BUSY);
        assertThat(run).isNotDone();
        assertThat(other.send("STOP")).isEqualTo(Reply.OK);
        assertThat(result(run)).isEqualTo(KILLED);
        assertThat(other.send("GET", "k")).isEqualTo(Reply.NIL);
        assertThat(other.send("STOP")).isEqualTo(new Reply.ErrorReply("NOTBUSY No scripts in execution right now."));
    }

    @Test
    void aTransactionFailsWhoseCommandsWereRefused() {
        CompletableFuture<Outcome> run = spin("SPIN");
        assertThat(other.send("WATCH", "k")).isEqualTo(Reply.OK);
        assertThat(other.send("MULTI")).isEqualTo(Reply.OK);
        assertThat(other.send("GET", "k")).isEqualTo(BUSY);
        new CapturingSession(dispatcher).send("STOP");
        result(run);
        assertThat(other.send("EXEC"))
                .isEqualTo(new Reply.ErrorReply("EXECABORT Transaction discarded because of previous errors."));
    }

    @Test
    void aRunInATransactionIsALongRunToo() {
        script.send("MULTI");
        script.send("SPIN");
        CompletableFuture<Outcome> run = spin("EXEC");
        assertThat(other.send("PING")).isEqualTo(BUSY);
        assertThat(other.send("STOP")).isEqualTo(Reply.OK);
        assertThat(result(run)).isEqualTo(Reply.array(KILLED));
    }

    @Test
    void whatHasWrittenIsStoppedByNothingButTheHardThreshold() {
        CompletableFuture<Outcome> run = spin("SPIN", "k");
        assertThat(other.send("STOP"))
                .isEqualTo(new Reply.ErrorReply(
                        "UNKILLABLE Sorry the script already executed write commands against the dataset. You can either"
                                + " wait the script termination or kill the server in a hard way using the SHUTDOWN NOSAVE"
                                + " command."));
        assertThat(other.send("PING")).isEqualTo(BUSY);
        time.advance(PAST_ALL_PATIENCE);
        assertThat(result(run))
                .isEqualTo(new Reply.ErrorReply(
                        "ERR Script stopped: it has run longer than script-kill-threshold allows."));
        assertThat(other.send("GET", "k")).isEqualTo(Reply.of(Bytes.of("ended")));
    }

    @Test
    void thresholdsOfZeroAreNeverPassed() {
        other.send("CONFIG", "SET", "lua-time-limit", "0", "script-kill-threshold", "0");
        CompletableFuture<Outcome> run = spin("SPIN");
        time.advance(PAST_ALL_PATIENCE);
        CompletableFuture<Outcome> get = new CompletableFuture<>();
        Thread waiting = new Thread(() -> get.complete(other.send("GET", "k")));
        waiting.start();
        until(() -> waiting.getState() == Thread.State.WAITING);
        assertThat(run).isNotDone();
        dispatcher.engine().longRuns().close();
        assertThat(result(run)).isEqualTo(new Reply.ErrorReply("ERR Script stopped: the engine is being closed."));
        assertThat(result(get)).isEqualTo(Reply.NIL);
    }

    @Test
    void aRunIsOnePieceForAllOthers() throws InterruptedException {
        List<Integer> batches = new ArrayList<>();
        dispatcher.addSink(effects -> batches.add(effects.size()));
        other.send("SET", "mortal", "v", "PX", "100");
        other.send("WATCH", "mortal");
        CapturingSession waiting = new CapturingSession(dispatcher);
        CapturingSession impatient = new CapturingSession(dispatcher);
        waiting.send("TAKE", "k", "0");
        impatient.send("TAKE", "l", "100");
        CompletableFuture<Outcome> run = spin("SPIN", "k");
        assertThat(other.send("WATCH", "mortal")).isEqualTo(Reply.OK);
        dispatcher.tick();
        AtomicInteger size = new AtomicInteger();
        dispatcher.locked(
                () -> size.set(dispatcher.engine().keyspace().database(0).size()));
        assertThat(size).hasValue(2);
        assertThat(batches).hasSize(1);
        assertThat(waiting.poll()).isNull();
        assertThat(impatient.poll()).isNull();
        time.advance(PAST_ALL_PATIENCE);
        result(run);
        assertThat(waiting.await()).isEqualTo(Reply.of(Bytes.of("ended")));
        assertThat(impatient.poll()).isNull();
        dispatcher.tick();
        assertThat(impatient.poll()).isEqualTo(Reply.NIL);
        dispatcher.locked(
                () -> size.set(dispatcher.engine().keyspace().database(0).size()));
        assertThat(size).hasValue(0);
        assertThat(batches).as("the run, the waiting command, the expiry").hasSize(4);
    }

    @Test
    void allThreadsGetIn() {
        CompletableFuture<Outcome> run = spin("SPIN");
        List<CompletableFuture<Boolean>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(CompletableFuture.supplyAsync(this::isAlwaysRefused, task -> new Thread(task).start()));
        }
        assertThat(callers)
                .allSatisfy(caller -> assertThat(
                                caller.orTimeout(20, TimeUnit.SECONDS).join())
                        .isTrue());
        assertThat(run).isNotDone();
        other.send("STOP");
        assertThat(result(run)).isEqualTo(KILLED);
    }

    private boolean isAlwaysRefused() {
        try (CapturingSession session = new CapturingSession(dispatcher)) {
            for (int i = 0; i < 50; i++) {
                if (!session.send("GET", "k").equals(BUSY)) {
                    return false;
                }
            }
            return true;
        }
    }

    @Test
    void anInterruptedRunGoesOnAndStaysInterrupted() {
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            script.send("SPIN");
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        until(engine::isSpinning);
        time.advance(PAST_THE_THRESHOLD);
        assertThat(other.send("PING")).isEqualTo(BUSY);
        assertThat(other.send("STOP")).isEqualTo(Reply.OK);
        assertThat(stillInterrupted.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void aHandlerThatFailsCostsNothingButItsReply() {
        List<Integer> batches = new ArrayList<>();
        dispatcher.addSink(effects -> batches.add(effects.size()));
        assertThat(other.send("FAIL")).isEqualTo(internalError("fail", "java.lang.IllegalStateException"));
        assertThat(other.send("DEEP")).isEqualTo(internalError("deep", "java.lang.StackOverflowError"));
        other.send("MULTI");
        other.send("FAIL");
        other.send("SET", "k", "v");
        assertThat(other.send("EXEC"))
                .isEqualTo(Reply.array(internalError("fail", "java.lang.IllegalStateException"), Reply.OK));
        assertThat(batches).containsExactly(1);
        other.send("PSETEX", "k", "1", "v");
        time.advance(Duration.ofMillis(2));
        assertThat(other.send("GET", "k")).as("time moves again").isEqualTo(Reply.NIL);
    }

    private static Reply internalError(String command, String exception) {
        return new Reply.ErrorReply(
                "ERR internal error in '" + command + "': " + exception + "; the engine's log tells more");
    }

    @Test
    void whatIsPreparedIsPreparedWithoutTheLock() {
        assertThat(other.send("LEARN")).isEqualTo(Reply.of(Bytes.of("another")));
    }
}
