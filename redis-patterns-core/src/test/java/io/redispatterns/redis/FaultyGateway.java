package io.redispatterns.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A gateway with the faults of a bad network: calls are delayed before they are sent and after they have run, are not sent at
 * all, lose their replies, or run only after the caller has given up; messages are lost. Chance decides, as often as set.
 */
public final class FaultyGateway implements RedisGateway {

    private static final int PER_MILLE = 1_000;
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final RedisGateway gateway;
    private final Supplier<RandomGenerator> random;
    private final ExecutorService late = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "late-calls");
        thread.setDaemon(true);
        return thread;
    });
    private volatile int faultsPerMille;
    private volatile int pausesPerMille;
    private volatile boolean down;

    /**
     * A gateway without faults until they are set.
     *
     * @param random the chance of the calling thread
     */
    public FaultyGateway(RedisGateway gateway, Supplier<RandomGenerator> random) {
        this.gateway = gateway;
        this.random = random;
    }

    /** How many of 1,000 calls fail, and how many of 1,000 times a call is held up for up to 1 ms. */
    public void setFaults(int failuresPerMille, int heldUpPerMille) {
        this.faultsPerMille = failuresPerMille;
        this.pausesPerMille = heldUpPerMille;
    }

    /** Whether no call is sent from now on. */
    public void setDown(boolean down) {
        this.down = down;
    }

    @Override
    public RedisValue call(Command command) {
        return around(List.of(command), () -> gateway.call(command));
    }

    @Override
    public List<RedisValue> pipeline(List<Command> commands) {
        return around(commands, () -> gateway.pipeline(commands));
    }

    @Override
    public List<RedisValue> transaction(List<Command> commands) {
        return around(commands, () -> gateway.transaction(commands));
    }

    @Override
    public CompletionStage<RedisValue> callAsync(Command command) {
        if (down || happens(faultsPerMille)) {
            return CompletableFuture.failedFuture(notSent());
        }
        return gateway.callAsync(command);
    }

    @Override
    public Subscription subscribe(SubscriptionListener listener, Topic... topics) {
        if (down) {
            throw notSent();
        }
        return gateway.subscribe(new LossyListener(listener), topics);
    }

    private final class LossyListener implements SubscriptionListener {

        private final SubscriptionListener listener;

        LossyListener(SubscriptionListener listener) {
            this.listener = listener;
        }

        @Override
        public void onMessage(Topic topic, byte[] channel, byte[] payload) {
            if (!happens(faultsPerMille)) {
                listener.onMessage(topic, channel, payload);
            }
        }

        @Override
        public void onSubscribed(Topic topic) {
            listener.onSubscribed(topic);
        }

        @Override
        public void onMissed() {
            listener.onMissed();
        }
    }

    @Override
    public TrackedReads track(TrackingListener listener) {
        if (down) {
            throw notSent();
        }
        return gateway.track(listener);
    }

    @Override
    public void close() {
        late.shutdownNow();
        gateway.close();
    }

    private <T> T around(List<Command> commands, Supplier<T> call) {
        pause();
        if (down) {
            throw notSent();
        }
        if (happens(faultsPerMille)) {
            fail(commands, call);
        }
        T result = call.get();
        pause();
        return result;
    }

    private <T> void fail(List<Command> commands, Supplier<T> call) {
        int kind = random.get().nextInt(3);
        if (kind == 0) {
            throw notSent();
        }
        if (kind == 1 || !mayRunLate(commands)) {
            T unused = call.get();
            throw new GatewayTimeoutException("the reply was lost", null);
        }
        late.execute(() -> runLate(call));
        throw new GatewayTimeoutException("no reply in time, and it will run yet", null);
    }

    private <T> void runLate(Supplier<T> call) {
        pause();
        try {
            T unused = call.get();
        } catch (GatewayException e) {
            // Nobody waits for it any more.
        }
    }

    /** What has no token to be told by, and replaces whatever it finds, cannot be made harmless once it is under way. */
    private static boolean mayRunLate(List<Command> commands) {
        return commands.stream().noneMatch(command -> command.name().equals("SET"));
    }

    private void pause() {
        if (happens(pausesPerMille)) {
            LockSupport.parkNanos(random.get().nextLong(LONGEST_PAUSE_NANOS));
        }
    }

    private boolean happens(int perMille) {
        return perMille > 0 && random.get().nextInt(PER_MILLE) < perMille;
    }

    private static GatewayUnavailableException notSent() {
        return GatewayUnavailableException.refused("the call was not sent");
    }
}
