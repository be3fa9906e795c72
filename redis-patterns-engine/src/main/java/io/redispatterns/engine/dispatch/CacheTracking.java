package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.EngineContext;
import io.redispatterns.engine.command.KeyUse;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.tracking.ClientTracking;
import io.redispatterns.engine.tracking.Tracking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What client tracking has to know of commands: whose they are, which keys they read, when they end. Costs next to nothing while nobody tracks. */
final class CacheTracking {

    private static final String CLIENT_PREFIX = "client|";

    private final EngineContext engine;
    private final Tracking tracking;

    CacheTracking(EngineContext engine, Tracking tracking) {
        this.engine = engine;
        this.tracking = tracking;
        tracking.observe(engine.keyspace());
    }

    /** An outermost command begins. */
    void begin(Session caller) {
        tracking.enter(caller.tracking());
        if (tracking.isActive()) {
            tracking.limit(engine.config().get(Directives.TRACKING_TABLE_MAX_KEYS), engine.random());
        }
    }

    /**
     * A command has run, perhaps inside another.
     *
     * @param reader who has read what the command read: of a script's commands, the script's caller
     */
    void ran(@Nullable Session reader, CommandSpec command, byte[][] argv) {
        if (tracking.isActive() && command.is(CommandFlag.READONLY) && reader != null) {
            remember(reader.tracking(), command, argv);
        }
    }

    /** A command that runs a script reads nothing itself. */
    private void remember(ClientTracking reader, CommandSpec command, byte[][] argv) {
        if (reader.remembers() && command.group() != CommandGroup.SCRIPTING) {
            List<KeyUse> keys = command.keysOf(argv);
            if (keys != null) {
                keys.forEach(key -> tracking.remember(reader, argv[key.index()]));
            }
        }
    }

    /** Everything that the outermost command has set off is done: tells what was kept back until now. */
    void leave() {
        tracking.leave();
    }

    /** An outermost command has ended. CLIENT CACHING is about the next command, or the next transaction as a whole. */
    void end(Session caller, @Nullable CommandSpec command) {
        ClientTracking state = caller.tracking();
        if (state.isCachingSaid() && !caller.queue().isOpen() && !isAboutClients(command)) {
            state.forgetCaching();
        }
    }

    private static boolean isAboutClients(@Nullable CommandSpec command) {
        return command != null && command.fullName().startsWith(CLIENT_PREFIX);
    }
}
