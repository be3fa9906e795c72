package io.redispatterns.engine;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.bitmap.BitmapCommands;
import io.redispatterns.engine.command.cluster.ClusterCommands;
import io.redispatterns.engine.command.connection.ClientCommands;
import io.redispatterns.engine.command.connection.ConnectionCommands;
import io.redispatterns.engine.command.generic.DumpCommands;
import io.redispatterns.engine.command.generic.ExpireCommands;
import io.redispatterns.engine.command.generic.KeyCommands;
import io.redispatterns.engine.command.generic.KeyspaceCommands;
import io.redispatterns.engine.command.generic.ObjectCommands;
import io.redispatterns.engine.command.generic.SortCommands;
import io.redispatterns.engine.command.geo.GeoCommands;
import io.redispatterns.engine.command.hash.HashCommands;
import io.redispatterns.engine.command.hyperloglog.HyperLogLogCommands;
import io.redispatterns.engine.command.list.ListCommands;
import io.redispatterns.engine.command.pubsub.PublishCommands;
import io.redispatterns.engine.command.pubsub.SubscribeCommands;
import io.redispatterns.engine.command.scripting.FunctionCommands;
import io.redispatterns.engine.command.scripting.ScriptingCommands;
import io.redispatterns.engine.command.server.CommandCommands;
import io.redispatterns.engine.command.server.ConfigCommands;
import io.redispatterns.engine.command.server.MonitorCommands;
import io.redispatterns.engine.command.server.ReplicationCommands;
import io.redispatterns.engine.command.server.ServerCommands;
import io.redispatterns.engine.command.set.SetCommands;
import io.redispatterns.engine.command.stream.StreamCommands;
import io.redispatterns.engine.command.string.StringCommands;
import io.redispatterns.engine.command.transaction.TransactionCommands;
import io.redispatterns.engine.command.zset.SortedSetCommands;

/** The families that make up the engine's commands. */
final class Commands {

    private Commands() {}

    static CommandTable table() {
        return CommandTable.of(
                BitmapCommands::register,
                ClientCommands::register,
                ClusterCommands::register,
                CommandCommands::register,
                ConfigCommands::register,
                ConnectionCommands::register,
                DumpCommands::register,
                ExpireCommands::register,
                FunctionCommands::register,
                GeoCommands::register,
                HashCommands::register,
                HyperLogLogCommands::register,
                KeyCommands::register,
                KeyspaceCommands::register,
                ListCommands::register,
                MonitorCommands::register,
                ObjectCommands::register,
                PublishCommands::register,
                ReplicationCommands::register,
                ScriptingCommands::register,
                ServerCommands::register,
                SetCommands::register,
                SortCommands::register,
                SortedSetCommands::register,
                StreamCommands::register,
                StringCommands::register,
                SubscribeCommands::register,
                TransactionCommands::register);
    }
}
