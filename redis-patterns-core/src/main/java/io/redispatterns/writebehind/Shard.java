package io.redispatterns.writebehind;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The keys of one shard, which share a slot, and the steps on them. */
final class Shard {

    private static final Command HGET = Command.of("HGET");
    private static final Command ACCEPT = script("accept.lua");
    private static final Command HOLD = script("hold.lua");
    private static final Command CLAIM = script("claim.lua");
    private static final Command SETTLE = script("settle.lua");
    private static final Command RETRY = script("retry.lua");
    private static final Command BURY = script("bury.lua");
    private static final Command REPLAY = script("replay.lua");
    private static final Command DISCARD = script("discard.lua");
    private static final Command MEASURE = script("measure.lua");
    private static final Command LEASE = script("lease.lua");
    private static final Command RELEASE = script("release.lua");
    private static final Command XRANGE = Command.of("XRANGE");

    private final int number;
    private final Command pending;
    private final Command accept;
    private final Command hold;
    private final Command claim;
    private final Command settle;
    private final Command retry;
    private final Command bury;
    private final Command replay;
    private final Command discard;
    private final Command measure;
    private final Command lease;
    private final Command release;
    private final Command deadLetters;
    private final long claimDelayMicros;
    private final int batchSize;

    Shard(int number, KeyTemplate keys, byte[] channel, WriteBehindConfig config) {
        this.number = number;
        this.batchSize = config.batchSize();
        this.claimDelayMicros = micros(config.maxDelay());
        String id = Integer.toString(number);
        byte[] pendingKey = keys.key(id, "pending");
        byte[] freshKey = keys.key(id, "fresh");
        byte[] retryKey = keys.key(id, "retry");
        byte[] failingKey = keys.key(id, "failing");
        byte[] attemptsKey = keys.key(id, "attempts");
        byte[] buriedKey = keys.key(id, "buried");
        byte[] deadKey = keys.key(id, "dead");
        byte[] leaseKey = keys.key(id, "lease");
        this.pending = HGET.key(pendingKey);
        this.accept = ACCEPT.keys(List.of(pendingKey, freshKey, failingKey))
                .arg(config.maxPendingOfShard())
                .arg(config.maxAge() == null ? 0 : micros(config.maxAge()))
                .arg(batchSize)
                .arg(channel)
                .arg(number);
        this.hold = HOLD.keys(List.of(pendingKey, retryKey, failingKey)).arg(micros(config.lease()));
        this.claim = CLAIM.keys(List.of(pendingKey, freshKey, retryKey, failingKey, attemptsKey, leaseKey));
        this.settle =
                SETTLE.keys(List.of(pendingKey, freshKey, retryKey, failingKey, attemptsKey, buriedKey, leaseKey));
        this.retry = RETRY.keys(List.of(pendingKey, freshKey, retryKey, failingKey, attemptsKey, leaseKey));
        this.bury = BURY.keys(
                List.of(pendingKey, freshKey, retryKey, failingKey, attemptsKey, buriedKey, deadKey, leaseKey));
        this.replay = REPLAY.keys(List.of(pendingKey, freshKey, buriedKey, deadKey));
        this.discard = DISCARD.keys(List.of(buriedKey, deadKey));
        this.measure = MEASURE.keys(List.of(pendingKey, freshKey, failingKey, deadKey));
        this.lease = LEASE.keys(List.of(leaseKey, pendingKey));
        this.release = RELEASE.key(leaseKey);
        this.deadLetters = XRANGE.key(deadKey).arg("-").arg("+").arg("COUNT");
    }

    int number() {
        return number;
    }

    /** What is pending for an id: version, kind and value, or nil. */
    Command pending(byte[] id) {
        return pending.arg(id);
    }

    Command accept(byte[] id, byte[] content) {
        return accept.arg(id).arg(content);
    }

    Command hold(byte[] id, byte[] content) {
        return hold.arg(id).arg(content);
    }

    /** What is to be written now; fresh intents up to a version do not wait for their batch. */
    Command claim(String token, long eagerUpTo) {
        return claim.arg(token).arg(batchSize).arg(claimDelayMicros).arg(eagerUpTo);
    }

    /** Takes written intents away, for who has the lease. */
    Command settle(String token, long clock, List<ClaimedIntent> written) {
        List<byte[]> arguments = new ArrayList<>(2 * written.size());
        for (ClaimedIntent intent : written) {
            arguments.add(intent.id());
            arguments.add(decimal(intent.version()));
        }
        return settle.arg(token).arg(clock).args(arguments);
    }

    /** Takes away an intent that its caller has written, or has failed to. */
    Command settleHeld(byte[] id, long version) {
        return settle.arg("").arg(version).arg(id).arg(version);
    }

    Command retry(String token, ClaimedIntent failed, Duration backoff, Failures failures) {
        return retry.arg(token).arg(failed.id()).arg(micros(backoff)).arg(failures.encode());
    }

    Command bury(String token, long clock, ClaimedIntent dead, String cause) {
        return bury.arg(token)
                .arg(clock)
                .arg(dead.id())
                .arg(dead.version())
                .arg(dead.content())
                .arg(dead.first())
                .arg(dead.attempt())
                .arg(cause);
    }

    Command replay(String entry, byte[] channel) {
        return replay.arg(entry).arg(channel).arg(number);
    }

    Command discard(String entry) {
        return discard.arg(entry);
    }

    Command measure() {
        return measure;
    }

    Command lease(String instance, Duration length) {
        return lease.arg(instance).arg(length.toMillis());
    }

    Command release(String token) {
        return release.arg(token);
    }

    Command deadLetters(int limit) {
        return deadLetters.arg(limit);
    }

    private static Command script(String fileName) {
        return Command.of(Script.resource(Shard.class, fileName));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static byte[] decimal(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }
}
