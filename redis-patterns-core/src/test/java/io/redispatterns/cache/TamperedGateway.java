package io.redispatterns.cache;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Subscription;
import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import io.redispatterns.redis.TrackedReads;
import io.redispatterns.redis.TrackingListener;
import io.redispatterns.redis.TrackingUnsupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A gateway that counts what is read, and on which a test can hold up, lose and bring between what a server sends. */
final class TamperedGateway implements RedisGateway {

    private final RedisGateway gateway;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger trackings = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> beforeNextReply = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> beforeNextTags = new AtomicReference<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final List<Runnable> heldUp = new ArrayList<>();
    private final List<Runnable> heldAnswers = new ArrayList<>();
    private boolean holdsUp;
    private boolean holdsAnswers;
    private volatile boolean answersProofs = true;
    private volatile boolean tracks = true;
    private volatile boolean connects = true;
    private volatile boolean writes = true;
    private volatile @Nullable Tampered current;
    private volatile @Nullable SubscriptionListener messages;

    TamperedGateway(RedisGateway gateway) {
        this.gateway = gateway;
    }

    /** How many pipelines were read so far, by whatever connection. */
    int reads() {
        return reads.get();
    }

    /** How many connections with tracked reads were made so far. */
    int trackings() {
        return trackings.get();
    }

    /** Has something done once, after the server has answered the next read and before its reader gets to know. */
    void beforeNextReply(Runnable step) {
        beforeNextReply.set(step);
    }

    /** Has something done once, before the bounds of tags are read next. */
    void beforeNextTags(Runnable step) {
        beforeNextTags.set(step);
    }

    /** How often it was asked so far whether everything was told. */
    int questions() {
        return questions.get();
    }

    /** Keeps news of changes back. Answers come through, as they would not on a connection that works. */
    synchronized void holdUp() {
        holdsUp = true;
    }

    /** Lets the news that were kept back arrive now, and later ones at once. */
    synchronized void release() {
        holdsUp = false;
        heldUp.forEach(Runnable::run);
        heldUp.clear();
    }

    /** How many news are kept back. */
    synchronized int heldUp() {
        return heldUp.size();
    }

    /** Loses the news that were kept back. */
    synchronized void dropHeldUp() {
        heldUp.clear();
    }

    private synchronized void tell(Runnable news) {
        if (holdsUp) {
            heldUp.add(news);
        } else {
            news.run();
        }
    }

    /** Keeps back the answers to questions whether everything was told. */
    synchronized void holdAnswers() {
        holdsAnswers = true;
    }

    /** The answers that are kept back so far; running one gives it. */
    synchronized List<Runnable> heldAnswers() {
        return List.copyOf(heldAnswers);
    }

    private synchronized <T> CompletionStage<T> answer(T answer) {
        if (!holdsAnswers) {
            return CompletableFuture.completedFuture(answer);
        }
        CompletableFuture<T> later = new CompletableFuture<>();
        heldAnswers.add(() -> later.complete(answer));
        return later;
    }

    /** Whether it is answered from now on that everything was told. */
    void answersProofs(boolean answers) {
        answersProofs = answers;
    }

    /** Whether reads can be tracked. */
    void tracks(boolean can) {
        tracks = can;
    }

    /** Whether new connections for tracked reads can be made. */
    void connects(boolean can) {
        connects = can;
    }

    /** Whether commands reach Redis by the connection that is not for tracked reads. */
    void writes(boolean can) {
        writes = can;
    }

    private void requireWrites() {
        if (!writes) {
            throw new GatewayUnavailableException("not at the moment", null);
        }
    }

    /** Loses the connection of the tracked reads. */
    void lose() {
        Tampered lost = current;
        if (lost != null) {
            lost.reads.close();
            lost.listener.onLost();
        }
    }

    /** Tells that messages may have been lost. */
    void missMessages() {
        SubscriptionListener connected = messages;
        if (connected != null) {
            connected.onMissed();
        }
    }

    /** Tells that everything may have changed. */
    void invalidateAll() {
        Tampered connected = current;
        if (connected != null) {
            connected.listener.onInvalidatedAll();
        }
    }

    @Override
    public RedisValue call(Command command) {
        requireWrites();
        Runnable step = command.name().equals("HMGET") ? beforeNextTags.getAndSet(null) : null;
        if (step != null) {
            step.run();
        }
        return gateway.call(command);
    }

    @Override
    public CompletionStage<RedisValue> callAsync(Command command) {
        if (!command.name().equals("GET")) {
            return gateway.callAsync(command);
        }
        questions.incrementAndGet();
        return gateway.callAsync(command).thenCompose(this::answer);
    }

    @Override
    public List<RedisValue> pipeline(List<Command> commands) {
        requireWrites();
        return isRead(commands) ? read(gateway.pipeline(commands)) : gateway.pipeline(commands);
    }

    private List<RedisValue> read(List<RedisValue> replies) {
        reads.incrementAndGet();
        Runnable step = beforeNextReply.getAndSet(null);
        if (step != null) {
            step.run();
        }
        return replies;
    }

    private static boolean isRead(List<Command> commands) {
        return !commands.isEmpty()
                && (commands.get(0).name().equals("GET")
                        || commands.get(0).name().equals("MGET"));
    }

    @Override
    public List<RedisValue> transaction(List<Command> commands) {
        return gateway.transaction(commands);
    }

    @Override
    public Subscription subscribe(SubscriptionListener listener, Topic... topics) {
        messages = listener;
        return gateway.subscribe(new HeldUpMessages(listener), topics);
    }

    /** Messages as news of changes. */
    private final class HeldUpMessages implements SubscriptionListener {

        private final SubscriptionListener listener;

        HeldUpMessages(SubscriptionListener listener) {
            this.listener = listener;
        }

        @Override
        public void onMessage(Topic topic, byte[] channel, byte[] payload) {
            tell(() -> listener.onMessage(topic, channel, payload));
        }

        @Override
        public void onSubscribed(Topic topic) {
            listener.onSubscribed(topic);
        }

        @Override
        public void onMissed() {
            tell(listener::onMissed);
        }
    }

    @Override
    public TrackedReads track(TrackingListener listener) {
        if (!tracks) {
            throw new TrackingUnsupportedException("not in this test", null);
        }
        if (!connects) {
            throw new GatewayUnavailableException("not at the moment", null);
        }
        Tampered made = new Tampered(listener);
        made.reads = gateway.track(made);
        trackings.incrementAndGet();
        current = made;
        return made;
    }

    private final class Tampered implements TrackedReads, TrackingListener {

        private final TrackingListener listener;
        private TrackedReads reads;

        Tampered(TrackingListener listener) {
            this.listener = listener;
        }

        @Override
        public List<RedisValue> read(List<Command> commands) {
            return TamperedGateway.this.read(reads.read(commands));
        }

        @Override
        public CompletionStage<Void> verify() {
            return answersProofs ? reads.verify().thenCompose(TamperedGateway.this::answer) : new CompletableFuture<>();
        }

        @Override
        public void close() {
            reads.close();
        }

        @Override
        public void onInvalidated(List<byte[]> keys) {
            tell(() -> listener.onInvalidated(keys));
        }

        @Override
        public void onInvalidatedAll() {
            tell(listener::onInvalidatedAll);
        }

        @Override
        public void onLost() {
            listener.onLost();
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
