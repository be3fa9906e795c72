package io.redispatterns.engine.command.pubsub;

import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.MAY_REPLICATE;
import static io.redispatterns.engine.command.CommandFlag.PUBSUB;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.KeySpec;
import io.redispatterns.engine.pubsub.PubSub;
import io.redispatterns.engine.pubsub.Topic;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PUBLISH, SPUBLISH, PUBSUB. */
public final class PublishCommands {

    private static final ReplyShape NAMES = ReplyShape.arrayOf(ReplyShape.BULK);
    private static final ReplyShape NAMES_AND_COUNTS = ReplyShape.arrayOf(ReplyShape.BULK.or(ReplyShape.INTEGER));

    private PublishCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.PUBSUB);
        t.command("PUBLISH", "channel message")
                .since("2.0.0")
                .flags(PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N+M), when N is the number of the channel's subscribers and M that of all patterns")
                .summary("Sends a message to all who listen to the channel.")
                .runs(in -> Reply.of(in.engine().pubSub().publish(in.arg(1), in.arg(2))));
        t.command("SPUBLISH", "shardchannel message")
                .since("7.0.0")
                .flags(PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
                .keySpecs(
                        new KeySpec(Set.of(KeyFlag.NOT_KEY), null, new KeySpec.AtIndex(1), new KeySpec.Range(0, 1, 0)))
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of the shard channel's subscribers")
                .summary("Sends a message to all who listen to the shard channel.")
                .runs(in -> Reply.of(in.engine().pubSub().publishToShard(in.arg(1), in.arg(2))));
        t.command("PUBSUB", "")
                .since("2.8.0")
                .complexity("Depends on the subcommand")
                .summary("Tells who listens to what.")
                .contains(PublishCommands::registerQuestions);
    }

    private static void registerQuestions(CommandTable.Family t) {
        t.command("CHANNELS", "[pattern]")
                .since("2.8.0")
                .flags(PUBSUB, LOADING, STALE)
                .returns(NAMES)
                .complexity("O(N), when N is the number of channels")
                .summary("Lists the channels that somebody listens to.")
                .runs(in -> names(in, Topic.CHANNEL));
        t.command("NUMSUB", "[channel...]")
                .since("2.8.0")
                .flags(PUBSUB, LOADING, STALE)
                .returns(NAMES_AND_COUNTS)
                .complexity("O(N), when N is the number of channels asked about")
                .summary("Counts the subscribers of channels, those by patterns left out.")
                .runs(in -> counts(in, Topic.CHANNEL));
        t.command("NUMPAT", "")
                .since("2.8.0")
                .flags(PUBSUB, LOADING, STALE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Counts the different patterns that somebody listens to.")
                .runs(in -> Reply.of(in.engine().pubSub().count(Topic.PATTERN)));
        t.command("SHARDCHANNELS", "[pattern]")
                .since("7.0.0")
                .flags(PUBSUB, LOADING, STALE)
                .returns(NAMES)
                .complexity("O(N), when N is the number of shard channels")
                .summary("Lists the shard channels that somebody listens to.")
                .runs(in -> names(in, Topic.SHARD_CHANNEL));
        t.command("SHARDNUMSUB", "[shardchannel...]")
                .since("7.0.0")
                .flags(PUBSUB, LOADING, STALE)
                .returns(NAMES_AND_COUNTS)
                .complexity("O(N), when N is the number of shard channels asked about")
                .summary("Counts the subscribers of shard channels.")
                .runs(in -> counts(in, Topic.SHARD_CHANNEL));
        t.help("6.2.0");
    }

    private static Reply names(Invocation in, Topic topic) {
        byte[] pattern = onlyPattern(in);
        return new Reply.Array(in.engine().pubSub().names(topic).stream()
                .filter(name -> pattern == null || Glob.matches(pattern, name))
                .map(Reply::of)
                .toList());
    }

    private static byte @Nullable [] onlyPattern(Invocation in) {
        if (in.argc() > 3) {
            throw Errors.subcommandSyntax("PUBSUB", in.arg(1));
        }
        return in.argc() == 3 ? in.arg(2) : null;
    }

    private static Reply counts(Invocation in, Topic topic) {
        PubSub pubSub = in.engine().pubSub();
        List<Reply> items = new ArrayList<>();
        for (int i = 2; i < in.argc(); i++) {
            items.add(Reply.of(in.arg(i)));
            items.add(Reply.of(pubSub.subscribers(topic, in.arg(i))));
        }
        return new Reply.Array(items);
    }
}
