package io.redispatterns.engine.command.connection;

import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.pubsub.Topic;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import java.util.StringJoiner;

/** A client in one line, as CLIENT LIST shows it: the fields that there are here, under Redis's names and in its order. */
final class ClientLine {

    private static final long MILLIS_PER_SECOND = 1000;

    private ClientLine() {}

    /** The reply that a text is: with the line break that Redis gives at its end, unless there is no line. */
    static Reply reply(String lines) {
        return new Reply.Verbatim("txt", Bytes.of(lines));
    }

    static String of(Client client, long now) {
        CommandSpec command = client.lastCommand();
        return new StringJoiner(" ", "", "\n")
                .add("id=" + client.id())
                .add("addr=" + client.address())
                .add("laddr=" + client.localAddress())
                .add("name=" + client.name())
                .add("age=" + (now - client.connectedAtMillis()) / MILLIS_PER_SECOND)
                .add("idle=" + (now - client.lastActiveMillis()) / MILLIS_PER_SECOND)
                .add("flags=" + flags(client))
                .add("db=" + client.database())
                .add("sub=" + client.subscriptions().count(Topic.CHANNEL))
                .add("psub=" + client.subscriptions().count(Topic.PATTERN))
                .add("ssub=" + client.subscriptions().count(Topic.SHARD_CHANNEL))
                .add("multi="
                        + (client.transaction().isOpen() ? client.transaction().size() : -1))
                .add("cmd=" + (command == null ? "NULL" : command.fullName()))
                .add("user=" + Authentication.DEFAULT_USER)
                .add("redir="
                        + (client.tracking().isOn()
                                ? client.tracking().options().redirect()
                                : -1))
                .add("resp=" + client.protocol().number())
                .add("lib-name=" + client.library().name())
                .add("lib-ver=" + client.library().version())
                .toString();
    }

    private static String flags(Client client) {
        StringBuilder flags = new StringBuilder();
        addIf(flags, client.isMonitor(), 'O');
        addIf(flags, !client.subscriptions().isEmpty(), 'P');
        addIf(flags, client.transaction().isOpen(), 'x');
        addIf(flags, client.isBlocked(), 'b');
        addIf(flags, client.tracking().isOn(), 't');
        addIf(flags, client.tracking().isRedirectBroken(), 'R');
        addIf(flags, client.tracking().options().broadcasting(), 'B');
        addIf(flags, client.isClosing(), 'c');
        addIf(flags, client.isProtectedFromEviction(), 'e');
        addIf(flags, client.leavesNoTrace(), 'T');
        addIf(flags, flags.isEmpty(), 'N');
        return flags.toString();
    }

    private static void addIf(StringBuilder flags, boolean isSo, char letter) {
        if (isSo) {
            flags.append(letter);
        }
    }
}
