package io.redispatterns.engine.command.pubsub;

import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.PUBSUB;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.KeySpec;
import io.redispatterns.engine.pubsub.Subscriptions;
import io.redispatterns.engine.pubsub.Topic;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** SUBSCRIBE, PSUBSCRIBE, SSUBSCRIBE and their opposites. */
public final class SubscribeCommands {

    private static final KeySpec ALL_ARGUMENTS =
            new KeySpec(Set.of(KeyFlag.NOT_KEY), null, new KeySpec.AtIndex(1), new KeySpec.Range(-1, 1, 0));

    private SubscribeCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.PUBSUB);
        row(t, "SUBSCRIBE", "channel...")
                .since("2.0.0")
                .complexity("O(N), when N is the number of channels")
                .summary("Listens to channels.")
                .runs(in -> subscribe(in, Topic.CHANNEL));
        row(t, "UNSUBSCRIBE", "[channel...]")
                .since("2.0.0")
                .complexity("O(N), when N is the number of channels")
                .summary("Ends the listening to channels, or to all.")
                .runs(in -> unsubscribe(in, Topic.CHANNEL));
        row(t, "PSUBSCRIBE", "pattern={pattern}...")
                .since("2.0.0")
                .complexity("O(N), when N is the number of patterns")
                .summary("Listens to all channels whose names match patterns.")
                .runs(in -> subscribe(in, Topic.PATTERN));
        row(t, "PUNSUBSCRIBE", "[pattern...]")
                .since("2.0.0")
                .complexity("O(N), when N is the number of patterns")
                .summary("Ends the listening to patterns, or to all.")
                .runs(in -> unsubscribe(in, Topic.PATTERN));
        row(t, "SSUBSCRIBE", "shardchannel...")
                .since("7.0.0")
                .keySpecs(ALL_ARGUMENTS)
                .complexity("O(N), when N is the number of shard channels")
                .summary("Listens to shard channels.")
                .runs(in -> subscribe(in, Topic.SHARD_CHANNEL));
        row(t, "SUNSUBSCRIBE", "[shardchannel...]")
                .since("7.0.0")
                .keySpecs(ALL_ARGUMENTS)
                .complexity("O(N), when N is the number of shard channels")
                .summary("Ends the listening to shard channels, or to all.")
                .runs(in -> unsubscribe(in, Topic.SHARD_CHANNEL));
    }

    private static CommandRow row(CommandTable.Family t, String name, String syntax) {
        return t.command(name, syntax)
                .flags(PUBSUB, NOSCRIPT, LOADING, STALE)
                .whileSubscribed()
                .returns(ReplyShape.PUSHES);
    }

    private static Reply subscribe(Invocation in, Topic topic) {
        Subscriptions subscriptions = in.client().subscriptions();
        List<Reply> confirmations = new ArrayList<>(in.argc() - 1);
        for (int i = 1; i < in.argc(); i++) {
            subscriptions.add(topic, in.arg(i));
            confirmations.add(confirmation(topic.subscribed(), Reply.of(in.arg(i)), count(subscriptions, topic)));
        }
        return allOf(confirmations);
    }

    private static Reply unsubscribe(Invocation in, Topic topic) {
        Subscriptions subscriptions = in.client().subscriptions();
        List<byte[]> names = in.argc() == 1 ? subscriptions.names(topic) : words(in);
        if (names.isEmpty()) {
            return confirmation(topic.unsubscribed(), Reply.NIL, count(subscriptions, topic));
        }
        List<Reply> confirmations = new ArrayList<>(names.size());
        for (byte[] name : names) {
            subscriptions.remove(topic, name);
            confirmations.add(confirmation(topic.unsubscribed(), Reply.of(name), count(subscriptions, topic)));
        }
        return allOf(confirmations);
    }

    private static List<byte[]> words(Invocation in) {
        List<byte[]> words = new ArrayList<>(in.argc() - 1);
        for (int i = 1; i < in.argc(); i++) {
            words.add(in.arg(i));
        }
        return words;
    }

    private static Reply confirmation(String what, Reply name, int count) {
        return new Reply.Push(List.of(Reply.of(what), name, Reply.of(count)));
    }

    /** Channels and patterns are counted together, shard channels apart. */
    private static int count(Subscriptions subscriptions, Topic topic) {
        return topic == Topic.SHARD_CHANNEL
                ? subscriptions.count(topic)
                : subscriptions.count(Topic.CHANNEL) + subscriptions.count(Topic.PATTERN);
    }

    private static Reply allOf(List<Reply> confirmations) {
        return confirmations.size() == 1 ? confirmations.get(0) : new Reply.Several(confirmations);
    }
}
