package io.redispatterns.engine.command.connection;

import static io.redispatterns.engine.command.CommandFlag.ADMIN;
import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** CLIENT LIST and CLIENT KILL. */
final class ClientListCommands {

    private ClientListCommands() {}

    static void register(CommandTable.Family t) {
        t.command(
                        "LIST",
                        "[TYPE normal_master_replica_pubsub=(NORMAL|MASTER|REPLICA|PUBSUB)@5.0.0]"
                                + " [ID id={client-id:integer...}@6.2.0]")
                .since("2.4.0")
                .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                .tips("nondeterministic_output")
                .returns(ReplyShape.VERBATIM)
                .complexity("O(N), when N is the number of clients")
                .summary("Lists clients, one in a line.")
                .runs(ClientListCommands::list);
        t.command(
                        "KILL",
                        "filter=('ip:port'!2.8.12|new-format=([ID client-id:integer@2.8.12]"
                                + "|[TYPE normal_master_slave_pubsub=(NORMAL|MASTER@3.2.0|SLAVE|REPLICA@5.0.0|PUBSUB)@2.8.12]"
                                + "|[USER username]|[ADDR 'ip:port']|[LADDR 'ip:port'@6.2.0]|[SKIPME yes/no])...)")
                .since("2.4.0")
                .arity(-3)
                .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.OK.or(ReplyShape.INTEGER))
                .complexity("O(N), when N is the number of clients")
                .summary("Ends the connections of clients.")
                .runs(ClientListCommands::kill);
    }

    private static Reply list(Invocation in) {
        ArgReader args = in.argsFrom(2);
        if (!args.hasNext()) {
            return lines(in, in.engine().clients().all());
        }
        if (args.remaining() == 2 && args.accept("TYPE")) {
            ClientType type = ClientType.read(args.next());
            return lines(in, matching(in, type::includes));
        }
        if (args.acceptWith("ID", 1)) {
            return lines(in, matching(in, withIds(args)));
        }
        throw args.syntaxError();
    }

    private static Predicate<Client> withIds(ArgReader args) {
        Predicate<Client> anyOf = client -> false;
        while (args.hasNext()) {
            Long id = Numbers.parseLong(args.next());
            if (id == null) {
                throw Errors.of("ERR Invalid client ID");
            }
            anyOf = anyOf.or(client -> client.id() == id);
        }
        return anyOf;
    }

    private static Reply lines(Invocation in, List<? extends Client> clients) {
        return ClientLine.reply(
                clients.stream().map(client -> ClientLine.of(client, in.now())).collect(Collectors.joining()));
    }

    private static List<Client> matching(Invocation in, Predicate<? super Client> filter) {
        return in.engine().clients().all().stream().filter(filter).toList();
    }

    private static Reply kill(Invocation in) {
        if (in.argc() == 3) {
            String address = Bytes.text(in.arg(2));
            List<Client> there = matching(in, client -> client.address().equals(address));
            if (there.isEmpty()) {
                throw Errors.of("ERR No such client");
            }
            end(in, there.get(0));
            return Reply.OK;
        }
        List<Client> chosen = matching(in, KillFilter.read(in));
        chosen.forEach(client -> end(in, client));
        return Reply.of(chosen.size());
    }

    private static void end(Invocation in, Client client) {
        if (client == in.client()) {
            client.closeAfterReply();
        } else {
            client.hangUp();
        }
    }
}
