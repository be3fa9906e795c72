package io.redispatterns.cache;

import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Script;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gives out the right to warm a cache, which one process has at a time, and keeps in Redis how far it is. */
final class WarmingDesk {

    private static final Command CLAIM = Command.of(Script.resource(WarmingDesk.class, "claim-warming.lua"));
    private static final Command NOTE = Command.of(Script.resource(WarmingDesk.class, "note-warming.lua"));

    /** For so long after the interval it is known that a run was done. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final RedisGateway gateway;
    private final byte[] key;
    private final Duration interval;
    private final Duration leaseTtl;
    private final String token = UUID.randomUUID().toString();

    WarmingDesk(RedisGateway gateway, KeyTemplate keys, WarmingConfig config, Duration leaseTtl) {
        this.gateway = gateway;
        this.key = keys.key("warming-" + config.name());
        this.interval = config.interval();
        this.leaseTtl = leaseTtl;
    }

    /** How long the right lasts. */
    Duration leaseTtl() {
        return leaseTtl;
    }

    /** What ids have come to. */
    record Counts(long loaded, long failed, long skipped) {

        static final Counts NONE = new Counts(0, 0, 0);
    }

    /**
     * The answer to one who wants to warm.
     *
     * @param millis for how long another process has the right, or until the next run is due
     * @param cursor where the next batch begins; null at the beginning
     */
    record Claim(State state, long millis, @Nullable String cursor, Counts counts) {

        enum State {
            GRANTED,
            TAKEN,
            DONE
        }
    }

    /** Asks for the right to warm. */
    Claim claim() {
        List<RedisValue> reply = gateway.call(CLAIM.key(key)
                        .arg(token)
                        .arg(leaseTtl.toMillis())
                        .arg(interval.toMillis())
                        .arg(keptMillis()))
                .asList();
        Counts counts = new Counts(number(reply.get(3)), number(reply.get(4)), number(reply.get(5)));
        String cursor = reply.get(2).isNil() ? null : reply.get(2).asString();
        Claim.State state = switch (reply.get(0).asString()) {
            case "granted" -> Claim.State.GRANTED;
            case "taken" -> Claim.State.TAKEN;
            case "done" -> Claim.State.DONE;
            default -> throw new IllegalStateException("claim-warming.lua gave the state " + reply.get(0));
        };
        return new Claim(state, reply.get(1).asLong(), cursor, counts);
    }

    /** Keeps the right for longer; false, later, if this process does not have it any more. */
    CompletionStage<Boolean> renew() {
        return gateway.callAsync(note("time", "", Counts.NONE)).thenApply(reply -> reply.asLong() == 1);
    }

    /** Notes where the next batch begins; tells whether this process still has the right. */
    boolean note(String cursor, Counts counts) {
        return gateway.call(note("place", cursor, counts)).asLong() == 1;
    }

    /** Notes that the run is done; tells whether this process still had the right. */
    boolean end(Counts counts) {
        return gateway.call(note("end", "", counts)).asLong() == 1;
    }

    /** Gives the right back; the run is not done. */
    void leave() {
        RedisValue unused = gateway.call(note("leave", "", Counts.NONE));
    }

    private Command note(String what, String cursor, Counts counts) {
        return NOTE.key(key)
                .arg(token)
                .arg(leaseTtl.toMillis())
                .arg(keptMillis())
                .arg(what)
                .arg(cursor)
                .arg(counts.loaded())
                .arg(counts.failed())
                .arg(counts.skipped());
    }

    private long keptMillis() {
        return interval.plus(KEPT).toMillis();
    }

    private static long number(RedisValue value) {
        return Long.parseLong(value.asString());
    }
}
