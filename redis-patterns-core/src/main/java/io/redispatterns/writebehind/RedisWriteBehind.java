package io.redispatterns.writebehind;

import io.redispatterns.codec.Codec;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.writebehind.WriteBehindEvent.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The write-behind: an {@link Intake} on one side, a {@link ShardConsumer} for each shard on the other. */
final class RedisWriteBehind<V> implements WriteBehind<V>, PendingLookup<V> {

    private final String name;
    private final RedisGateway gateway;
    private final WriteBehindConfig config;
    private final WriteBehindRecorder recorder;
    private final Intents<V> intents;
    private final List<Shard> shards;
    private final List<ShardConsumer> consumers;
    private final ScheduledThreadPoolExecutor threads;
    private final Coordinator coordinator;
    private final Intake<V> intake;
    private final Drain drain;
    private final DeadLetters<V> deadLetters;
    private final Consumer<WriteBehind<?>> whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();

    RedisWriteBehind(
            RedisGateway gateway,
            KeyTemplate keys,
            Codec<V> codec,
            Writer<V> writer,
            WriteBehindConfig config,
            Consumer<WriteBehind<?>> whenClosed) {
        this.whenClosed = whenClosed;
        this.name = keys.name();
        this.gateway = gateway;
        this.config = config;
        this.recorder = new WriteBehindRecorder(name);
        this.intents = new Intents<>(codec);
        byte[] channel = Membership.channel(keys);
        this.shards = IntStream.range(0, config.shards())
                .mapToObj(number -> new Shard(number, keys, config))
                .toList();
        Membership membership = new Membership(gateway, keys, UUID.randomUUID().toString(), config);
        Progress progress = new Progress();
        WriterCall<V> call = new WriterCall<>(writer, recorder);
        this.threads = threads(config.threads(), "write-behind-" + name + "-");
        this.consumers = shards.stream()
                .map(shard -> new ShardWriting<>(shard, gateway, intents, call, recorder, progress, config))
                .map(writing -> new ShardConsumer(writing, membership, threads, recorder, config))
                .toList();
        this.coordinator = new Coordinator(
                gateway,
                membership,
                consumers,
                recorder,
                channel,
                config.lease(),
                threads(1, "write-behind-" + name + "-coordinator-"));
        Waking waking = new Waking(gateway, channel, consumers, config.batchSize());
        this.intake =
                new Intake<>(name, gateway, membership, shards, intents, call, recorder, progress, waking, config);
        this.drain = new Drain(gateway, waking, progress);
        this.deadLetters = new DeadLetters<>(gateway, shards, intents, waking);
    }

    void start() {
        try {
            coordinator.start();
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public WriteBehindConfig config() {
        return config;
    }

    @Override
    public Acceptance put(String id, V value) {
        requireOpen();
        return intake.accept(id, Objects.requireNonNull(value, "value"));
    }

    @Override
    public Acceptance remove(String id) {
        requireOpen();
        return intake.accept(id, null);
    }

    @Override
    public Pending<V> pending(String id) {
        return decode(gateway.call(command(id)));
    }

    @Override
    public PendingLookup<V> pendingLookup() {
        return this;
    }

    @Override
    public Command command(String id) {
        return shards.get(Ids.shardOf(id, shards.size())).pending(Ids.encode(id));
    }

    @Override
    public Pending<V> decode(RedisValue reply) {
        return reply.isNil() ? new Pending.None<>() : intents.pending(reply.asBytes());
    }

    @Override
    public boolean flush(Duration timeout) throws InterruptedException {
        return drain.await(shards, System.nanoTime() + timeout.toNanos());
    }

    @Override
    public Backlog backlog() {
        List<Drain.Measure> measures = drain.measure(shards);
        return new Backlog(
                measures.stream().mapToLong(Drain.Measure::depth).sum(),
                measures.stream()
                        .map(Drain.Measure::lag)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO),
                measures.stream().mapToLong(Drain.Measure::deadLetters).sum());
    }

    @Override
    public List<DeadLetter<V>> deadLetters(int limit) {
        return deadLetters.list(limit);
    }

    @Override
    public Replay replay(String key) {
        return deadLetters.replay(key);
    }

    @Override
    public boolean discard(String key) {
        return deadLetters.discard(key);
    }

    @Override
    public WriteBehindStats stats() {
        return recorder.stats();
    }

    @Override
    public void addListener(WriteBehindEventListener listener) {
        recorder.addListener(listener);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        long deadline = System.nanoTime() + config.closeTimeout().toNanos();
        boolean isInterrupted = false;
        try {
            drainOwnShards(deadline);
            consumers.forEach(ShardConsumer::stop);
            coordinator.stop(deadline);
            threads.shutdown();
            boolean unused = threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            isInterrupted = true;
        }
        // With the flag up, the leases could not be released.
        isInterrupted |= Thread.interrupted();
        end();
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        whenClosed.accept(this);
    }

    private void drainOwnShards(long deadlineNanos) throws InterruptedException {
        List<Shard> own = consumers.stream()
                .filter(consumer -> consumer.lease() != null)
                .map(ShardConsumer::shard)
                .toList();
        try {
            boolean unused = drain.await(own, deadlineNanos);
        } catch (GatewayException e) {
            // What cannot be read cannot be written either.
            recorder.backendFailed(Operation.CONSUME, e);
        }
    }

    /** Gives up everything at once. */
    private void end() {
        consumers.forEach(ShardConsumer::stop);
        coordinator.abort();
        try {
            coordinator.leave();
        } catch (GatewayException e) {
            // The leases run out by themselves.
            recorder.backendFailed(Operation.COORDINATE, e);
        }
        threads.shutdownNow();
        coordinator.unsubscribe();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("write-behind " + name + " is closed");
        }
    }

    private static ScheduledThreadPoolExecutor threads(int count, String namePrefix) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, namePrefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(count, factory);
        threads.setRemoveOnCancelPolicy(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return threads;
    }
}
