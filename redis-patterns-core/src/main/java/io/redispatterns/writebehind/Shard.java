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
    private static final Command XRANGE = Command.of("XRANGE");
    private static final Command ACCEPT = script("accept.lua");
    private static final Command HOLD = script("hold.lua");
    private static final Command CLAIM = script("claim.lua");
    private static final Command SETTLE = script("settle.lua");
    private static final Command RETRY = script("retry.lua");
    private static final Command BURY = script("bury.lua");
    private static final Command REPLAY = script("replay.lua");
    private static final Command DISCARD = script("discard.lua");
    private static final Command MEASURE = script("measure.lua");
    private static final Command CUT = script("cut.lua");
    private static final Command LEASE = script("lease.lua");
    private static final Command RELEASE = script("release.lua");

    private final int number;
    private final long maxDelayMillis;
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
    private final Command cut;
    private final Command lease;
    private final Command release;
    private final Command deadLetters;

    Shard(int number, KeyTemplate keys, WriteBehindConfig config) {
        this.number = number;
        this.maxDelayMillis = config.maxDelay().toMillis();
        String id = Integer.toString(number);
        byte[] pendingKey = keys.key(id, "pending");
        byte[] freshKey = keys.key(id, "fresh");
        byte[] laterKey = keys.key(id, "later");
        byte[] sinceKey = keys.key(id, "since");
        byte[] failuresKey = keys.key(id, "failures");
        byte[] buriedKey = keys.key(id, "buried");
        byte[] deadKey = keys.key(id, "dead");
        byte[] leaseKey = keys.key(id, "lease");
        Duration maxAge = config.maxAge();
        this.pending = HGET.key(pendingKey);
        this.accept = ACCEPT.keys(List.of(pendingKey, freshKey, sinceKey))
                .arg(config.maxPendingOfShard())
                .arg(maxAge == null ? 0 : maxAge.toMillis());
        this.hold = HOLD.keys(List.of(pendingKey, freshKey, laterKey, sinceKey))
                .arg(config.lease().toMillis());
        this.claim = CLAIM.keys(List.of(pendingKey, freshKey, laterKey, sinceKey, failuresKey, leaseKey));
        this.settle = SETTLE.keys(List.of(pendingKey, freshKey, laterKey, sinceKey, failuresKey, buriedKey, leaseKey));
        this.retry = RETRY.keys(List.of(freshKey, laterKey, sinceKey, failuresKey, leaseKey));
        this.bury =
                BURY.keys(List.of(pendingKey, freshKey, laterKey, sinceKey, failuresKey, buriedKey, deadKey, leaseKey));
        this.replay = REPLAY.keys(List.of(pendingKey, freshKey, buriedKey, deadKey));
        this.discard = DISCARD.keys(List.of(buriedKey, deadKey));
        this.measure = MEASURE.keys(List.of(pendingKey, freshKey, sinceKey, deadKey));
        this.cut = CUT.keys(List.of(pendingKey, freshKey));
        this.lease = LEASE.keys(List.of(leaseKey, keys.key(id, "fence")));
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

    /** What is to be written now; fresh ids up to a time do not wait for their batch. */
    Command claim(String token, int batchSize, long eagerUpToMillis) {
        return claim.arg(token).arg(batchSize).arg(maxDelayMillis).arg(eagerUpToMillis);
    }

    /**
     * Takes written intents away, for who has the lease.
     *
     * @param isAll whether these are all of a batch, so that the stream can be cut in one go if they were fresh
     */
    Command settle(String token, long readMillis, List<ClaimedIntent> written, boolean isAll) {
        List<byte[]> arguments = new ArrayList<>(3 * written.size());
        for (ClaimedIntent intent : written) {
            arguments.add(intent.id());
            arguments.add(intent.stamp());
            arguments.add(intent.entry().getBytes(UTF_8));
        }
        String last = written.get(written.size() - 1).entry();
        String end = isAll && !last.isEmpty() ? Version.format(Version.parse(last) + 1) : "";
        return settle.arg(token).arg(readMillis).arg(end).args(arguments);
    }

    /** Takes away an intent that its caller has written, or has failed to. */
    Command settleHeld(byte[] id, long version, byte[] content) {
        return settle.arg("")
                .arg(Version.millis(version))
                .arg("")
                .arg(id)
                .arg(Version.format(version) + (char) content[0])
                .arg("");
    }

    Command retry(String token, ClaimedIntent failed, Duration backoff, Failures failures) {
        return retry.arg(token)
                .arg(failed.id())
                .arg(failed.entry())
                .arg(backoff.toMillis())
                .arg(failures.encode());
    }

    Command bury(String token, long readMillis, ClaimedIntent dead, String cause) {
        return bury.arg(token)
                .arg(readMillis)
                .arg(dead.id())
                .arg(dead.entry())
                .arg(dead.failures().version())
                .arg(dead.content())
                .arg(dead.sinceMillis())
                .arg(dead.attempt())
                .arg(cause);
    }

    Command replay(String entry) {
        return replay.arg(entry);
    }

    Command discard(String entry) {
        return discard.arg(entry);
    }

    Command measure() {
        return measure;
    }

    Command cut() {
        return cut;
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
}
