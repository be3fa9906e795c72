package io.redispatterns.engine.command.cluster;

import static io.redispatterns.engine.command.CommandFlag.ADMIN;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.AclCategory;
import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Handler;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.HashSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * CLUSTER, READONLY, READWRITE, ASKING. With {@code cluster-enabled yes} the engine is a cluster of one node that has all slots;
 * otherwise there is no cluster, and the commands say so. There is no cluster bus: whatever would change the cluster is absent.
 */
public final class ClusterCommands {

    private static final String NONDETERMINISTIC = "nondeterministic_output";
    private static final String BY_NODES = "O(N), when N is the number of nodes, which is 1";

    private ClusterCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.CLUSTER);
        t.command("CLUSTER", "")
                .since("3.0.0")
                .complexity("Depends on the subcommand")
                .summary("Contains commands about the cluster.")
                .contains(ClusterCommands::registerSubcommands);
        mode(t, "READONLY", "Lets the client read from replicas, of which there are none.");
        mode(t, "READWRITE", "Ends what READONLY began.");
        t.command("ASKING", "")
                .since("3.0.0")
                .flags(FAST)
                .categories(AclCategory.CONNECTION)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Precedes a command that another node has sent here.")
                .runs(inCluster(in -> Reply.OK));
    }

    private static void mode(CommandTable.Family t, String name, String summary) {
        t.command(name, "")
                .since("3.0.0")
                .flags(LOADING, STALE, FAST)
                .categories(AclCategory.CONNECTION)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary(summary)
                .runs(inCluster(in -> Reply.OK));
    }

    private static void registerSubcommands(CommandTable.Family t) {
        t.command("INFO", "")
                .since("3.0.0")
                .flags(STALE)
                .tips(NONDETERMINISTIC)
                .returns(ReplyShape.VERBATIM)
                .complexity("O(1)")
                .summary("Tells how the cluster is.")
                .runs(inCluster(in -> OnlyNode.info()));
        t.command("MYID", "")
                .since("3.0.0")
                .flags(STALE)
                .returns(ReplyShape.BULK)
                .complexity("O(1)")
                .summary("Tells the name of this node.")
                .runs(inCluster(in -> Reply.of(OnlyNode.of(in).id())));
        t.command("NODES", "")
                .since("3.0.0")
                .flags(STALE)
                .tips(NONDETERMINISTIC)
                .returns(ReplyShape.VERBATIM)
                .complexity(BY_NODES)
                .summary("Lists the nodes, one in a line.")
                .runs(inCluster(in -> OnlyNode.of(in).line()));
        t.command("SLOTS", "")
                .since("3.0.0")
                .flags(STALE)
                .tips(NONDETERMINISTIC)
                .deprecated("7.0.0", "`CLUSTER SHARDS`")
                .returns(ReplyShape.ARRAY)
                .complexity(BY_NODES)
                .summary("Tells which nodes have which slots.")
                .runs(inCluster(in -> OnlyNode.of(in).slots()));
        t.command("SHARDS", "")
                .since("7.0.0")
                .flags(STALE)
                .tips(NONDETERMINISTIC)
                .returns(ReplyShape.ARRAY)
                .complexity(BY_NODES)
                .summary("Tells the slots and the nodes of each part of the cluster.")
                .runs(inCluster(in -> OnlyNode.of(in).shards()));
        t.command("LINKS", "")
                .since("7.0.0")
                .flags(STALE)
                .tips(NONDETERMINISTIC)
                .returns(ReplyShape.ARRAY)
                .complexity(BY_NODES)
                .summary("Lists the connections to other nodes, of which there are none.")
                .runs(inCluster(in -> Reply.EMPTY_ARRAY));
        t.command("REPLICAS", "node-id:string")
                .since("5.0.0")
                .flags(ADMIN, STALE)
                .tips(NONDETERMINISTIC)
                .returns(ReplyShape.ARRAY)
                .complexity("O(1)")
                .summary("Lists the replicas of a node, of which there are none.")
                .runs(inCluster(ClusterCommands::replicas));
        t.command("SLAVES", "node-id:string")
                .since("3.0.0")
                .flags(ADMIN, STALE)
                .tips(NONDETERMINISTIC)
                .deprecated("5.0.0", "`CLUSTER REPLICAS`")
                .returns(ReplyShape.ARRAY)
                .complexity("O(1)")
                .summary("Lists the replicas of a node, of which there are none.")
                .runs(inCluster(ClusterCommands::replicas));
        t.command("KEYSLOT", "key:string")
                .since("3.0.0")
                .flags(STALE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the length of the key")
                .summary("Tells the slot of a key.")
                .runs(inCluster(in -> Reply.of(HashSlot.of(in.arg(2)))));
        t.command("COUNTKEYSINSLOT", "slot:integer")
                .since("3.0.0")
                .flags(STALE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of keys of all slots")
                .summary("Counts the keys of a slot.")
                .runs(inCluster(ClusterCommands::countKeys));
        t.command("GETKEYSINSLOT", "slot:integer count:integer")
                .since("3.0.0")
                .flags(STALE)
                .tips(NONDETERMINISTIC)
                .returns(ReplyShape.ARRAY)
                .complexity("O(N), when N is the number of keys of all slots")
                .summary("Gives some keys of a slot.")
                .runs(inCluster(ClusterCommands::keys));
        t.help("5.0.0");
    }

    private static Handler inCluster(Function<Invocation, Reply> answer) {
        return in -> {
            if (!in.config().get(Directives.CLUSTER_ENABLED)) {
                throw Errors.of("ERR This instance has cluster support disabled");
            }
            return answer.apply(in);
        };
    }

    private static Reply replicas(Invocation in) {
        String node = Bytes.text(in.arg(2));
        if (!node.equals(OnlyNode.of(in).id())) {
            throw Errors.of("ERR Unknown node " + node);
        }
        return Reply.EMPTY_ARRAY;
    }

    private static Reply countKeys(Invocation in) {
        long slot = ArgReader.toLong(in.arg(2));
        if (slot < 0 || slot >= HashSlot.COUNT) {
            throw Errors.of("ERR Invalid slot");
        }
        return Reply.of(keysIn(in, slot, Integer.MAX_VALUE).size());
    }

    private static Reply keys(Invocation in) {
        long slot = ArgReader.toLong(in.arg(2));
        long count = ArgReader.toLong(in.arg(3));
        if (slot < 0 || slot >= HashSlot.COUNT || count < 0) {
            throw Errors.of("ERR Invalid slot or number of keys");
        }
        return new Reply.Array(keysIn(in, slot, count));
    }

    private static List<Reply> keysIn(Invocation in, long slot, long limit) {
        List<Reply> keys = new ArrayList<>();
        in.db().forEach(entry -> {
            if (keys.size() < limit && HashSlot.of(entry.key()) == slot) {
                keys.add(Reply.of(entry.key()));
            }
        });
        return keys;
    }
}
