package io.redispatterns.engine.command.cluster;

import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.HashSlot;
import java.util.List;

/**
 * The node that is the whole cluster, in the words of the different commands. Its address is left empty, as by a node of Redis that
 * nobody has met: clients take the one they have called.
 *
 * @param id 40 hexadecimal digits
 * @param port where it listens
 */
record OnlyNode(String id, int port) {

    /** The port of the cluster bus, were there one, is so much higher. */
    private static final int BUS_PORT_DISTANCE = 10_000;

    private static final Reply FIRST_SLOT = Reply.ZERO;
    private static final Reply LAST_SLOT = Reply.of(HashSlot.COUNT - 1);
    private static final Reply NO_ADDRESS = Reply.of(Bytes.EMPTY);

    static OnlyNode of(Invocation in) {
        return new OnlyNode(in.engine().lifecycle().runId(), in.config().get(Directives.PORT));
    }

    static Reply info() {
        return text("""
                cluster_state:ok
                cluster_slots_assigned:16384
                cluster_slots_ok:16384
                cluster_slots_pfail:0
                cluster_slots_fail:0
                cluster_known_nodes:1
                cluster_size:1
                cluster_current_epoch:0
                cluster_my_epoch:0
                cluster_stats_messages_sent:0
                cluster_stats_messages_received:0
                total_cluster_links_buffer_limit_exceeded:0
                """.replace("\n", "\r\n"));
    }

    Reply line() {
        return text(id + " :" + port + "@" + (port + BUS_PORT_DISTANCE) + " myself,master - 0 0 0 connected 0-"
                + (HashSlot.COUNT - 1) + "\n");
    }

    Reply slots() {
        Reply node = Reply.array(NO_ADDRESS, Reply.of(port), Reply.of(id), new Reply.MapReply(List.of()));
        return Reply.array(Reply.array(FIRST_SLOT, LAST_SLOT, node));
    }

    Reply shards() {
        Reply node = map(
                "id", Reply.of(id),
                "port", Reply.of(port),
                "ip", NO_ADDRESS,
                "endpoint", NO_ADDRESS,
                "role", Reply.of("master"),
                "replication-offset", Reply.ZERO,
                "health", Reply.of("online"));
        return Reply.array(map("slots", Reply.array(FIRST_SLOT, LAST_SLOT), "nodes", Reply.array(node)));
    }

    private static Reply map(Object... namesAndValues) {
        Reply[] items = new Reply[namesAndValues.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = namesAndValues[i] instanceof String name ? Reply.of(name) : (Reply) namesAndValues[i];
        }
        return new Reply.MapReply(List.of(items));
    }

    private static Reply text(String text) {
        return new Reply.Verbatim("txt", Bytes.of(text));
    }
}
