package io.redispatterns.engine.testing;

import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.EngineContext;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.Lifecycle;
import io.redispatterns.engine.command.LongRun;
import io.redispatterns.engine.command.LongRuns;
import io.redispatterns.engine.command.Statistics;
import io.redispatterns.engine.command.connection.ClientCommands;
import io.redispatterns.engine.command.connection.ConnectionCommands;
import io.redispatterns.engine.command.generic.ExpireCommands;
import io.redispatterns.engine.command.generic.KeyCommands;
import io.redispatterns.engine.command.generic.KeyspaceCommands;
import io.redispatterns.engine.command.pubsub.PublishCommands;
import io.redispatterns.engine.command.pubsub.SubscribeCommands;
import io.redispatterns.engine.command.server.CommandCommands;
import io.redispatterns.engine.command.server.ConfigCommands;
import io.redispatterns.engine.command.server.ServerCommands;
import io.redispatterns.engine.command.string.StringCommands;
import io.redispatterns.engine.command.transaction.TransactionCommands;
import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.dispatch.Sessions;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.pubsub.PubSub;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.script.Scripting;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.TimeSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * A dispatcher with commands of its own: {@code SPIN [key]} sets the key, if there is one, and runs until it is told to stop, then
 * sets it again; {@code STOP} is what SCRIPT KILL is; {@code TAKE key milliseconds} removes a string or waits for it; {@code FAIL}
 * and {@code DEEP} fail as no handler should; {@code LEARN} answers how its preparation went.
 */
public final class SpinEngine {

    private final Config config = new Config();
    private final Dispatcher dispatcher;
    private volatile String learnt = "nothing";
    private volatile boolean spinning;

    /** Makes an engine with directives: names and values. */
    public SpinEngine(TimeSource time, String... directives) {
        for (int i = 0; i < directives.length; i += 2) {
            config.set(directives[i], directives[i + 1]);
        }
        Sessions sessions = new Sessions();
        Scripting scripting = new Scripting();
        SplittableRandom random = new SplittableRandom(1);
        this.dispatcher = new Dispatcher(
                new EngineContext(
                        new Keyspace(2),
                        commands(),
                        config,
                        time,
                        random,
                        sessions,
                        new PubSub(),
                        new Statistics(),
                        new Lifecycle(time.epochMillis(), random),
                        new LongRuns(time, config),
                        scripting,
                        scripting.functions()),
                sessions);
    }

    /** The way in. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Whether a run has begun and not ended. */
    public boolean isSpinning() {
        return spinning;
    }

    private CommandTable commands() {
        return CommandTable.of(
                ClientCommands::register,
                CommandCommands::register,
                ConfigCommands::register,
                ConnectionCommands::register,
                ExpireCommands::register,
                KeyCommands::register,
                KeyspaceCommands::register,
                PublishCommands::register,
                ServerCommands::register,
                StringCommands::register,
                SubscribeCommands::register,
                TransactionCommands::register,
                this::register);
    }

    private void register(CommandTable.Family t) {
        t.command("SPIN", "[key]").keys(KeyFlag.RW).runs(this::spin);
        t.command("STOP", "").flags(CommandFlag.ALLOW_BUSY).runs(SpinEngine::stop);
        t.command("TAKE", "key milliseconds:integer").keys(KeyFlag.RW).runs(SpinEngine::take);
        t.command("FAIL", "").runs(in -> {
            throw new IllegalStateException("as a test wants it");
        });
        t.command("DEEP", "").runs(in -> Reply.of(deep(0)));
        t.command("LEARN", "")
                .prepares((engine, argv) -> learnt = whoElseCanGetIn())
                .runs(in -> Reply.of(Bytes.of(learnt)));
    }

    private Outcome spin(Invocation in) {
        try (LongRun run = in.engine().longRuns().begin(in.client())) {
            if (in.argc() > 1) {
                run.writes();
                set(in, "begun");
            }
            spinning = true;
            LongRun.Stop stop = null;
            while (stop == null) {
                Thread.onSpinWait();
                stop = run.checkpoint();
            }
            if (in.argc() > 1) {
                set(in, "ended");
            }
            throw Errors.of("ERR " + stop.reason());
        } finally {
            spinning = false;
        }
    }

    private static void set(Invocation in, String text) {
        in.db().set(in.arg(1), StringValue.of(Bytes.of(text)), in.now());
        in.changed(KeyspaceEvent.SET, in.arg(1));
    }

    private static Reply stop(Invocation in) {
        in.engine().longRuns().kill(false);
        return Reply.OK;
    }

    private static Outcome take(Invocation in) {
        StringValue value = in.edit(in.arg(1), StringValue.class);
        if (value == null) {
            return new Blocked(List.of(in.arg(1)), in.argsFrom(2).nextLong(), Reply.NIL);
        }
        in.db().remove(in.arg(1));
        in.changed(KeyspaceEvent.DEL, in.arg(1));
        return Reply.of(value.bytes());
    }

    private static long deep(long level) {
        return level < 0 ? level : deep(level + 1) + 1;
    }

    /** Whether another thread gets the lock while this one prepares. */
    private String whoElseCanGetIn() {
        StringBuilder who = new StringBuilder();
        CompletableFuture.runAsync(() -> dispatcher.locked(() -> who.append("another")))
                .join();
        return who.toString();
    }
}
