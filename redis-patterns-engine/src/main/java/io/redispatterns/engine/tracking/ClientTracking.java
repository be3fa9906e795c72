package io.redispatterns.engine.tracking;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.RespVersion;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How one client is told of changes, or that it is not. Used under the engine's lock. */
public final class ClientTracking {

    private static final Reply INVALIDATE = Reply.of("invalidate");
    private static final Reply BROKEN = Reply.of("tracking-redir-broken");
    private static final Reply MESSAGE = Reply.of("message");
    private static final Reply CHANNEL = Reply.of("__redis__:invalidate");
    private static final byte[] EVERY_KEY = {};

    private final Tracking tracking;
    private final long id;
    private final Recipient self;
    private final TreeSet<byte[]> prefixes = new TreeSet<>(Arrays::compareUnsigned);
    private TrackingOptions options = TrackingOptions.OFF;
    private boolean on;
    private boolean cachingSaid;
    private boolean redirectBroken;

    /**
     * Makes the state of a client that is not told of anything.
     *
     * @param id the client's number
     */
    public ClientTracking(Tracking tracking, long id, Recipient self) {
        this.tracking = tracking;
        this.id = id;
        this.self = self;
    }

    /** Begins, or goes on in another way; the caller has checked what goes together. Prefixes are added to those before. */
    public void turnOn(TrackingOptions newOptions) {
        on = true;
        redirectBroken = false;
        options = newOptions;
        if (options.broadcasting()) {
            List<byte[]> added = options.prefixes().isEmpty() ? List.of(EVERY_KEY) : options.prefixes();
            prefixes.addAll(added);
            added.forEach(prefix -> tracking.broadcasts().add(prefix, this));
        }
        tracking.begin(this);
    }

    /** Ends; what the client has read is forgotten when it changes. */
    public void turnOff() {
        if (on) {
            prefixes.forEach(prefix -> tracking.broadcasts().remove(prefix, this));
            prefixes.clear();
            options = TrackingOptions.OFF;
            on = false;
            cachingSaid = false;
            redirectBroken = false;
            tracking.end(this);
        }
    }

    /** Whether the client is told of changes. */
    public boolean isOn() {
        return on;
    }

    /** How, if it is. */
    public TrackingOptions options() {
        return options;
    }

    /** The prefixes that the client is told of, in the order of their bytes. */
    public Collection<byte[]> prefixes() {
        return Collections.unmodifiableSet(prefixes);
    }

    /** Notes that the next command's keys are to be treated other than usual, as CLIENT CACHING says. */
    public void sayCaching() {
        cachingSaid = true;
    }

    /** Whether CLIENT CACHING stands before the next command. */
    public boolean isCachingSaid() {
        return cachingSaid;
    }

    /** Ends what CLIENT CACHING said: the command that it was about has run. */
    public void forgetCaching() {
        cachingSaid = false;
    }

    /** Whether the client that was to get the messages is gone. */
    public boolean isRedirectBroken() {
        return redirectBroken;
    }

    /** Whether keys that the client reads now are remembered. */
    public boolean remembers() {
        boolean unusual = options.optIn() ? !cachingSaid : options.optOut() && cachingSaid;
        return on && !options.broadcasting() && !unusual;
    }

    long id() {
        return id;
    }

    /** Sends what has changed: an array of keys, or nil for all. */
    void tell(Reply changed, boolean afterReply) {
        Recipient target = target();
        if (target == null) {
            redirectBroken = true;
            if (self.protocol() == RespVersion.RESP3) {
                send(self, afterReply, BROKEN, Reply.of(options.redirect()));
            }
        } else if (target.protocol() == RespVersion.RESP3) {
            send(target, afterReply, INVALIDATE, changed);
        } else if (!target.equals(self) && target.isSubscribed()) {
            send(target, afterReply, MESSAGE, CHANNEL, changed);
        }
    }

    private @Nullable Recipient target() {
        if (options.redirect() == 0) {
            return self;
        }
        ClientTracking other = tracking.find(options.redirect());
        return other == null ? null : other.self;
    }

    private static void send(Recipient target, boolean afterReply, Reply... parts) {
        Reply message = new Reply.Push(List.of(parts));
        if (afterReply) {
            target.pushAfterReply(message);
        } else {
            target.push(message);
        }
    }
}
