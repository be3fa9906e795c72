package io.redispatterns.engine;

import io.redispatterns.engine.command.EngineContext;
import io.redispatterns.engine.command.Lifecycle;
import io.redispatterns.engine.command.LongRuns;
import io.redispatterns.engine.command.Statistics;
import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.dispatch.Sessions;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.pubsub.PubSub;
import io.redispatterns.engine.script.Scripting;
import io.redispatterns.engine.util.TimeSource;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A Redis inside this process: data structures, expiry, transactions, pub/sub, without a server and without threads of its own but
 * for one that removes expired keys and one that delivers messages to subscribers.
 *
 * <pre>{@code
 * try (RedisEngine engine = RedisEngine.open(); EngineSession session = engine.session()) {
 *     session.call("SET", "greeting", "hello");
 *     Reply reply = session.call("GET", "greeting");
 * }
 * }</pre>
 *
 * <p>Safe for many threads: commands run one at a time, each in its caller's thread.
 */
public final class RedisEngine implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RedisEngine.class.getName());
    private static final long TICK_MILLIS = 100;

    private final Dispatcher dispatcher;
    private final Lifecycle lifecycle;
    private final ScheduledExecutorService background;
    private final ExecutorService delivery;
    private final Future<?> cron;

    private RedisEngine(EngineConfig engineConfig) {
        Config config = engineConfig.toConfig();
        Keyspace keyspace = new Keyspace(config.get(Directives.DATABASES));
        TimeSource time = engineConfig.time();
        SplittableRandom random = new SplittableRandom();
        Sessions sessions = new Sessions();
        Scripting scripts = new Scripting();
        lifecycle = new Lifecycle(time.epochMillis(), random);
        EngineContext context = new EngineContext(
                keyspace,
                Commands.table(),
                config,
                time,
                random,
                sessions,
                new PubSub(),
                new Statistics(),
                lifecycle,
                new LongRuns(time, config),
                scripts,
                scripts.functions());
        dispatcher = new Dispatcher(context, sessions);
        scripts.connect(dispatcher);
        background = Executors.newSingleThreadScheduledExecutor(daemon("redis-patterns-engine-cron"));
        delivery = Executors.newSingleThreadExecutor(daemon("redis-patterns-engine-push"));
        cron = background.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Opens an engine with default directives. */
    public static RedisEngine open() {
        return open(EngineConfig.ofDefaults());
    }

    /** Opens an engine. */
    public static RedisEngine open(EngineConfig config) {
        return new RedisEngine(config);
    }

    /** Opens a client of this engine, which speaks for one user at a time as a connection does. */
    public EngineSession session() {
        return new EngineSession(this);
    }

    /** The clock. */
    public TimeSource time() {
        return dispatcher.engine().time();
    }

    /** The way in for what stands around the engine, such as a server. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /**
     * Sets what the command SHUTDOWN does, which is refused until then: an engine inside an application is not ended by one of its
     * clients. The action must return soon, and end the engine in a thread of its own.
     */
    public void onShutdown(Runnable action) {
        lifecycle.onShutdown(action);
    }

    private void tick() {
        try {
            dispatcher.tick();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the engine's periodic work failed; it goes on at the next tick", e);
        }
    }

    void deliver(Runnable message) {
        delivery.execute(message);
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Ends the engine; what it held is gone. A script that runs is stopped. */
    @Override
    public void close() {
        dispatcher.engine().longRuns().close();
        cron.cancel(false);
        background.shutdownNow();
        delivery.shutdown();
    }
}
