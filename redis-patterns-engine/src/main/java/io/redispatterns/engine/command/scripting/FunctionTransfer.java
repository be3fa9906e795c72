package io.redispatterns.engine.command.scripting;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Functions;
import io.redispatterns.engine.command.Functions.RestorePolicy;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.rdb.DumpPayload;
import io.redispatterns.engine.rdb.FunctionPayload;
import io.redispatterns.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/** FUNCTION DUMP and FUNCTION RESTORE: libraries that move between servers, in Redis's own form. */
final class FunctionTransfer {

    private static final int MAX_WORDS = 4;

    private FunctionTransfer() {}

    static Reply dump(Invocation in) {
        List<byte[]> texts = new ArrayList<>();
        for (Functions.Library library : in.engine().functions().libraries()) {
            texts.add(library.text());
        }
        return Reply.of(FunctionPayload.of(texts));
    }

    static Reply restore(Invocation in) {
        if (in.argc() > MAX_WORDS) {
            throw Errors.subcommandSyntax("FUNCTION", in.arg(1));
        }
        RestorePolicy policy = policy(in.argsFrom(MAX_WORDS - 1));
        in.engine().functions().restore(texts(in.arg(2)), policy);
        in.propagateAsIs();
        return Reply.OK;
    }

    private static RestorePolicy policy(ArgReader args) {
        if (!args.hasNext()) {
            return RestorePolicy.APPEND;
        }
        for (RestorePolicy policy : RestorePolicy.values()) {
            if (args.accept(policy.name())) {
                return policy;
            }
        }
        throw Errors.of("ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.");
    }

    /**
     * Returns the texts that a payload holds.
     *
     * @throws CommandException when it is none
     */
    private static List<byte[]> texts(byte[] payload) {
        if (!DumpPayload.isIntact(payload)) {
            throw Errors.of("ERR DUMP payload version or checksum are wrong");
        }
        try {
            return FunctionPayload.read(payload);
        } catch (IllegalArgumentException e) {
            throw Errors.of("ERR " + e.getMessage());
        }
    }
}
