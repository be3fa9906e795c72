package io.redispatterns.engine.command.connection;

import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.util.Bytes;

/** The kinds of client that CLIENT LIST and CLIENT KILL tell apart; there is no replication, hence nobody is master or replica. */
enum ClientType {
    NORMAL,
    MASTER,
    REPLICA,
    SLAVE,
    PUBSUB;

    static ClientType read(byte[] word) {
        for (ClientType type : values()) {
            if (Bytes.equalsIgnoreCase(word, type.name())) {
                return type;
            }
        }
        throw Errors.of("ERR Unknown client type '" + Bytes.text(word) + "'");
    }

    boolean includes(Client client) {
        return this == (client.subscriptions().isEmpty() ? NORMAL : PUBSUB);
    }
}
