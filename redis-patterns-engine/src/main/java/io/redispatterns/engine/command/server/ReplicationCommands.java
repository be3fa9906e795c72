package io.redispatterns.engine.command.server;

import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.AclCategory;
import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.Timeouts;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import java.util.List;

/** WAIT and ROLE, as a master answers that has no replicas: there is no replication. */
public final class ReplicationCommands {

    private ReplicationCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        root.group(CommandGroup.GENERIC)
                .command("WAIT", "numreplicas:integer timeout:integer")
                .since("3.0.0")
                .flags(NOSCRIPT)
                .withoutGroupCategory()
                .categories(AclCategory.CONNECTION)
                .tips("request_policy:all_shards", "response_policy:agg_min")
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary(
                        "Waits until so many replicas have what the client has written: there are none, so until the time is up.")
                .runs(ReplicationCommands::await);
        root.group(CommandGroup.SERVER)
                .command("ROLE", "")
                .since("2.8.12")
                .flags(NOSCRIPT, LOADING, STALE, FAST)
                .categories(AclCategory.ADMIN, AclCategory.DANGEROUS)
                .returns(ReplyShape.ARRAY)
                .complexity("O(1)")
                .summary("Tells which part in replication this is: that of a master without replicas.")
                .runs(in -> Reply.array(Reply.of("master"), Reply.ZERO, Reply.EMPTY_ARRAY));
    }

    private static Outcome await(Invocation in) {
        long replicas = ArgReader.toLong(in.arg(1));
        long timeoutMillis = Timeouts.millis(in.arg(2));
        return replicas <= 0 ? Reply.ZERO : new Blocked(List.of(), timeoutMillis, Reply.ZERO);
    }
}
