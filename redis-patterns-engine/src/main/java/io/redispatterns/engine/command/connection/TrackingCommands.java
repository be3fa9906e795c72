package io.redispatterns.engine.command.connection;

import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.tracking.ClientTracking;
import io.redispatterns.engine.tracking.TrackingOptions;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** CLIENT TRACKING, CACHING, GETREDIR, TRACKINGINFO: how a client that caches keys learns of their changes. */
final class TrackingCommands {

    private static final long NOT_TRACKING = -1;

    private TrackingCommands() {}

    static void register(CommandTable.Family t) {
        row(
                        t,
                        "TRACKING",
                        "status=(ON|OFF) [REDIRECT client-id:integer] [PREFIX... prefix] [BCAST] [OPTIN] [OPTOUT] [NOLOOP]")
                .since("6.0.0")
                .returns(ReplyShape.OK)
                .complexity("O(1); with prefixes O(N), when N is their number")
                .summary("Tells the client from now on when keys change that it caches, or not any more.")
                .runs(TrackingCommands::tracking);
        row(t, "CACHING", "mode=(YES|NO)")
                .since("6.0.0")
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Says whether the client caches what the next command reads.")
                .runs(TrackingCommands::caching);
        row(t, "GETREDIR", "")
                .since("6.0.0")
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Returns the number of the client that is told in this one's place.")
                .runs(in -> Reply.of(redirect(in.client().tracking())));
        row(t, "TRACKINGINFO", "")
                .since("6.2.0")
                .returns(ReplyShape.MAP)
                .complexity("O(1)")
                .summary("Tells how the client learns of changes of keys that it caches.")
                .runs(TrackingCommands::info);
    }

    private static CommandRow row(CommandTable.Family t, String name, String syntax) {
        return t.command(name, syntax).flags(NOSCRIPT, LOADING, STALE);
    }

    private static Reply tracking(Invocation in) {
        TrackingOptions options = options(in);
        ArgReader status = in.argsFrom(2);
        ClientTracking tracking = in.client().tracking();
        if (status.accept("ON")) {
            checkTogether(options);
            checkAgainst(tracking, options);
            checkPrefixes(tracking, options);
            tracking.turnOn(options);
        } else if (status.accept("OFF")) {
            tracking.turnOff();
        } else {
            throw Errors.syntax();
        }
        return Reply.OK;
    }

    private static TrackingOptions options(Invocation in) {
        long redirect = 0;
        boolean broadcasting = false;
        boolean optIn = false;
        boolean optOut = false;
        boolean noLoop = false;
        List<byte[]> prefixes = new ArrayList<>(0);
        ArgReader args = in.argsFrom(3);
        while (args.hasNext()) {
            if (args.acceptWith("REDIRECT", 1)) {
                redirect = redirect(in, redirect, args.next());
            } else if (args.acceptWith("PREFIX", 1)) {
                prefixes.add(args.next());
            } else if (args.accept("BCAST")) {
                broadcasting = true;
            } else if (args.accept("OPTIN")) {
                optIn = true;
            } else if (args.accept("OPTOUT")) {
                optOut = true;
            } else if (args.accept("NOLOOP")) {
                noLoop = true;
            } else {
                throw args.syntaxError();
            }
        }
        return new TrackingOptions(redirect, broadcasting, optIn, optOut, noLoop, prefixes);
    }

    private static long redirect(Invocation in, long before, byte[] word) {
        if (before != 0) {
            throw Errors.of("ERR A client can only redirect to a single other client");
        }
        long id = ArgReader.toLong(word);
        if (in.engine().clients().find(id) == null) {
            throw Errors.of("ERR The client ID you want redirect to does not exist");
        }
        return id;
    }

    private static void checkTogether(TrackingOptions options) {
        if (!options.broadcasting() && !options.prefixes().isEmpty()) {
            throw Errors.of("ERR PREFIX option requires BCAST mode to be enabled");
        }
    }

    /** In the order in which Redis asks: what the client does already comes before what does not go together at all. */
    private static void checkAgainst(ClientTracking tracking, TrackingOptions options) {
        TrackingOptions before = tracking.options();
        if (tracking.isOn() && before.broadcasting() != options.broadcasting()) {
            throw cannotSwitch("BCAST mode on/off");
        }
        if (options.broadcasting() && (options.optIn() || options.optOut())) {
            throw Errors.of("ERR OPTIN and OPTOUT are not compatible with BCAST");
        }
        if (options.optIn() && options.optOut()) {
            throw Errors.of("ERR You can't specify both OPTIN mode and OPTOUT mode");
        }
        if ((options.optIn() && before.optOut()) || (options.optOut() && before.optIn())) {
            throw cannotSwitch("OPTIN/OPTOUT mode");
        }
    }

    private static CommandException cannotSwitch(String what) {
        return Errors.of("ERR You can't switch " + what + " before disabling tracking for this client, and then"
                + " re-enabling it with a different mode.");
    }

    private static void checkPrefixes(ClientTracking tracking, TrackingOptions options) {
        List<byte[]> prefixes = options.prefixes();
        for (int i = 0; i < prefixes.size(); i++) {
            for (byte[] present : tracking.prefixes()) {
                checkOverlap(prefixes.get(i), "an existing", present);
            }
            for (byte[] other : prefixes.subList(i + 1, prefixes.size())) {
                checkOverlap(prefixes.get(i), "another provided", other);
            }
        }
    }

    private static void checkOverlap(byte[] prefix, String which, byte[] other) {
        int shared = Math.min(prefix.length, other.length);
        if (Arrays.equals(prefix, 0, shared, other, 0, shared)) {
            throw Errors.of("ERR Prefix '" + Bytes.text(prefix) + "' overlaps with " + which + " prefix '"
                    + Bytes.text(other) + "'. Prefixes for a single client must not overlap.");
        }
    }

    private static Reply caching(Invocation in) {
        ClientTracking tracking = in.client().tracking();
        if (!tracking.isOn()) {
            throw Errors.of("ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or"
                    + " OPTOUT mode enabled");
        }
        ArgReader mode = in.argsFrom(2);
        boolean yes = mode.accept("YES");
        if (!yes && !mode.accept("NO")) {
            throw Errors.syntax();
        }
        if (yes ? !tracking.options().optIn() : !tracking.options().optOut()) {
            throw Errors.of(
                    yes
                            ? "ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode."
                            : "ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.");
        }
        tracking.sayCaching();
        return Reply.OK;
    }

    private static long redirect(ClientTracking tracking) {
        return tracking.isOn() ? tracking.options().redirect() : NOT_TRACKING;
    }

    private static Reply info(Invocation in) {
        ClientTracking tracking = in.client().tracking();
        List<Reply> prefixes = tracking.prefixes().stream().map(Reply::of).toList();
        return new Reply.MapReply(List.of(
                Reply.of("flags"), new Reply.SetReply(flags(tracking)),
                Reply.of("redirect"), Reply.of(redirect(tracking)),
                Reply.of("prefixes"), new Reply.Array(prefixes)));
    }

    private static List<Reply> flags(ClientTracking tracking) {
        TrackingOptions options = tracking.options();
        List<Reply> flags = new ArrayList<>();
        flags.add(Reply.of(tracking.isOn() ? "on" : "off"));
        addIf(flags, options.broadcasting(), "bcast");
        addIf(flags, options.optIn(), "optin");
        addIf(flags, options.optIn() && tracking.isCachingSaid(), "caching-yes");
        addIf(flags, options.optOut(), "optout");
        addIf(flags, options.optOut() && tracking.isCachingSaid(), "caching-no");
        addIf(flags, options.noLoop(), "noloop");
        addIf(flags, tracking.isRedirectBroken(), "broken_redirect");
        return flags;
    }

    private static void addIf(List<Reply> flags, boolean isSo, String flag) {
        if (isSo) {
            flags.add(Reply.of(flag));
        }
    }
}
