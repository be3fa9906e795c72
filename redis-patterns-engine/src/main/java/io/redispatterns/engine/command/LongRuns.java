package io.redispatterns.engine.command;

import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.util.TimeSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The long run of this moment, if there is one: where a script says that it runs, where SCRIPT KILL finds it, and where the
 * dispatcher says how others are let in. Used under the engine's lock, but for {@link #close}.
 */
public final class LongRuns {

    private final TimeSource time;
    private final Config config;
    private Consumer<Client> pause = client -> {};
    private @Nullable LongRun current;
    private volatile boolean closed;

    /** Makes the place for the runs of an engine. */
    public LongRuns(TimeSource time, Config config) {
        this.time = time;
        this.config = config;
    }

    /** Sets what lets others in for a moment while a command of the given client runs on. */
    public void onPause(Consumer<Client> action) {
        pause = action;
    }

    /** Begins the run of a script, to be closed when it is over whatever its end. There is one at a time: a run does not begin another. */
    public LongRun begin(Client client) {
        return begin(client, null);
    }

    /** Begins a run as {@link #begin(Client)} does: of a function, or of a script if that is null. */
    public LongRun begin(Client client, @Nullable FunctionCall function) {
        LongRun run = new LongRun(this, client, function, config, time);
        current = run;
        return run;
    }

    /** The run of this moment, or null. */
    public @Nullable LongRun current() {
        return current;
    }

    /**
     * Asks the run to stop, as SCRIPT KILL and FUNCTION KILL do.
     *
     * @param asFunction whether it has to be a function that runs; else it has to be a script
     * @throws CommandException when nothing runs, or the other kind, or when what runs has written already
     */
    public void kill(boolean asFunction) {
        LongRun run = current;
        if (run == null) {
            throw Errors.noScriptRuns();
        }
        run.kill(asFunction);
    }

    /** What those are told who are let in during the run of this moment. */
    public CommandException busy() {
        return current == null ? Errors.busyWithScript() : current.busy();
    }

    /** Makes the run of this moment and all later ones stop at their next checkpoint. From any thread, without the lock. */
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    void pause(Client client) {
        pause.accept(client);
    }

    void ended(LongRun run) {
        if (run.equals(current)) {
            current = null;
        }
    }
}
