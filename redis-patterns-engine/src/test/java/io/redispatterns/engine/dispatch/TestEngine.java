package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.EngineContext;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.Lifecycle;
import io.redispatterns.engine.command.LongRuns;
import io.redispatterns.engine.command.Statistics;
import io.redispatterns.engine.command.connection.ClientCommands;
import io.redispatterns.engine.command.generic.ExpireCommands;
import io.redispatterns.engine.command.generic.KeyCommands;
import io.redispatterns.engine.command.generic.KeyspaceCommands;
import io.redispatterns.engine.command.string.StringCommands;
import io.redispatterns.engine.command.transaction.TransactionCommands;
import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.pubsub.PubSub;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.script.Scripting;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.ManualTimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A dispatcher whose clock stands still, with two commands of its own: {@code TAKE key... milliseconds} removes the first key there
 * is and gives its name and its value, or waits; {@code FORWARD from to milliseconds} renames or waits.
 */
final class TestEngine {

    final ManualTimeSource time = new ManualTimeSource();
    final Keyspace keyspace = new Keyspace(4);
    private final Sessions sessions = new Sessions();
    private final Scripting scripting = new Scripting();
    private final SplittableRandom random = new SplittableRandom(1);
    final Config config = new Config();
    final Dispatcher dispatcher = new Dispatcher(
            new EngineContext(
                    keyspace,
                    CommandTable.of(
                            ClientCommands::register,
                            KeyCommands::register,
                            ExpireCommands::register,
                            KeyspaceCommands::register,
                            StringCommands::register,
                            TransactionCommands::register,
                            TestEngine::register),
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

    CapturingSession client() {
        return new CapturingSession(dispatcher);
    }

    private static void register(CommandTable.Family t) {
        t.command("TAKE", "key... milliseconds:integer")
                .flags(CommandFlag.WRITE, CommandFlag.BLOCKING)
                .keys(KeyFlag.RW)
                .runs(TestEngine::take);
        t.command("FORWARD", "key newkey:key milliseconds:integer")
                .flags(CommandFlag.WRITE, CommandFlag.BLOCKING)
                .keys(KeyFlag.RW)
                .keys(KeyFlag.RW)
                .runs(TestEngine::forward);
    }

    private static Outcome take(Invocation in) {
        List<byte[]> keys = new ArrayList<>();
        for (int i = 1; i < in.argc() - 1; i++) {
            byte[] key = in.arg(i);
            StringValue value = in.edit(key, StringValue.class);
            if (value != null) {
                in.db().remove(key);
                in.changed(KeyspaceEvent.DEL, key);
                return Reply.array(Reply.of(key), Reply.of(value.bytes()));
            }
            keys.add(key);
        }
        return new Blocked(keys, in.argsFrom(in.argc() - 1).nextLong(), Reply.NULL_ARRAY);
    }

    private static Outcome forward(Invocation in) {
        StringValue value = in.edit(in.arg(1), StringValue.class);
        if (value == null) {
            return new Blocked(List.of(in.arg(1)), in.argsFrom(3).nextLong(), Reply.NIL);
        }
        in.db().remove(in.arg(1));
        in.db().set(in.arg(2), value, in.now());
        in.changed(KeyspaceEvent.RENAME_FROM, in.arg(1));
        in.changed(KeyspaceEvent.RENAME_TO, in.arg(2));
        return Reply.OK;
    }
}
