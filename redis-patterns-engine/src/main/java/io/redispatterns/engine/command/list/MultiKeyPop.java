package io.redispatterns.engine.command.list;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.util.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * What LMPOP and BLMPOP are to pop.
 *
 * @param keys the keys, of which the first that is there counts
 * @param count how many elements at most
 */
record MultiKeyPop(List<byte[]> keys, ListEnd end, long count) {

    static MultiKeyPop parse(ArgReader args) {
        long keyCount = positive(args.next(), "numkeys");
        if (keyCount >= args.remaining()) {
            throw args.syntaxError();
        }
        List<byte[]> keys = new ArrayList<>((int) keyCount);
        for (int i = 0; i < keyCount; i++) {
            keys.add(args.next());
        }
        ListEnd end = ListEnd.parse(args);
        long count = args.acceptWith("COUNT", 1) ? positive(args.next(), "count") : 1;
        if (args.hasNext()) {
            throw args.syntaxError();
        }
        return new MultiKeyPop(keys, end, count);
    }

    private static long positive(byte[] word, String name) {
        Long number = Numbers.parseLong(word);
        if (number == null || number < 1) {
            throw Errors.of("ERR " + name + " should be greater than 0");
        }
        return number;
    }
}
