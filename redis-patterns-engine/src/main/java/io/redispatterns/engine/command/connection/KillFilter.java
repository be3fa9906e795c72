package io.redispatterns.engine.command.connection;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;
import java.util.function.Predicate;

/** Which clients CLIENT KILL is to end: all that fit every option. */
final class KillFilter {

    private final Client self;
    private Predicate<Client> filter = client -> true;
    private boolean skipsSelf = true;

    private KillFilter(Client self) {
        this.self = self;
    }

    static Predicate<Client> read(Invocation in) {
        KillFilter options = new KillFilter(in.client());
        ArgReader args = in.argsFrom(2);
        while (args.hasNext()) {
            options.readOption(args);
        }
        return options.filter.and(client -> client != options.self || !options.skipsSelf);
    }

    private void readOption(ArgReader args) {
        if (args.acceptWith("ID", 1)) {
            long id = id(args.next());
            add(client -> client.id() == id);
        } else if (args.acceptWith("TYPE", 1)) {
            add(ClientType.read(args.next())::includes);
        } else if (args.acceptWith("ADDR", 1)) {
            String address = Bytes.text(args.next());
            add(client -> client.address().equals(address));
        } else if (args.acceptWith("LADDR", 1)) {
            String address = Bytes.text(args.next());
            add(client -> client.localAddress().equals(address));
        } else if (args.acceptWith("USER", 1)) {
            checkUser(args.next());
        } else if (args.acceptWith("SKIPME", 1)) {
            skipsSelf = yesOrNo(args);
        } else {
            throw args.syntaxError();
        }
    }

    private void add(Predicate<Client> condition) {
        filter = filter.and(condition);
    }

    private static long id(byte[] word) {
        Long id = Numbers.parseLong(word);
        if (id == null || id < 1) {
            throw Errors.of("ERR client-id should be greater than 0");
        }
        return id;
    }

    /** There is one user only: every client is that one. */
    private static void checkUser(byte[] name) {
        String user = Bytes.text(name);
        if (!user.equals(Authentication.DEFAULT_USER)) {
            throw Errors.of("ERR No such user '" + user + "'");
        }
    }

    private static boolean yesOrNo(ArgReader args) {
        boolean yes = args.accept("YES");
        if (!yes && !args.accept("NO")) {
            throw args.syntaxError();
        }
        return yes;
    }
}
