package io.redispatterns.engine.command.hash;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;
import java.util.ArrayList;
import java.util.List;

/** The fields that stand at the end of a call behind FIELDS and their number. */
final class FieldWords {

    private static final String FIELDS = "FIELDS";
    private static final String NOT_POSITIVE = "ERR Number of fields must be a positive integer";

    private FieldWords() {}

    /**
     * Reads the fields.
     *
     * @param at where FIELDS has to stand
     * @throws CommandException when it does not, or the number is not that of the fields
     */
    static List<byte[]> read(Invocation in, int at) {
        return read(in, at, NOT_POSITIVE);
    }

    static List<byte[]> read(Invocation in, int at, String notPositive) {
        if (at >= in.argc() || !Bytes.equalsIgnoreCase(in.arg(at), FIELDS)) {
            throw Errors.of("ERR Mandatory argument FIELDS is missing or not at the right position");
        }
        Long number = at + 1 < in.argc() ? Numbers.parseLong(in.arg(at + 1)) : null;
        if (number == null || number < 1) {
            throw Errors.of(notPositive);
        }
        int from = at + 2;
        if (number != in.argc() - from) {
            throw Errors.of("ERR The `numfields` parameter must match the number of arguments");
        }
        List<byte[]> fields = new ArrayList<>(in.argc() - from);
        for (int i = from; i < in.argc(); i++) {
            fields.add(in.arg(i));
        }
        return fields;
    }

    /** Returns a command that ends with FIELDS, the number of fields, and the fields. */
    static byte[][] counted(List<byte[]> fields, byte[]... head) {
        List<byte[]> words = new ArrayList<>(List.of(head));
        words.add(Bytes.of(FIELDS));
        words.add(Bytes.of(fields.size()));
        words.addAll(fields);
        return words.toArray(byte[][]::new);
    }

    /** Returns the command that deletes fields. */
    static byte[][] deletion(byte[] key, List<byte[]> fields) {
        List<byte[]> words = new ArrayList<>(List.of(Bytes.of("HDEL"), key));
        words.addAll(fields);
        return words.toArray(byte[][]::new);
    }
}
