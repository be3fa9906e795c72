package io.redispatterns.engine.command.scripting;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.util.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What FUNCTION LIST is asked for.
 *
 * @param pattern what the names of libraries have to match, letters of either case being the same; null for all
 * @param withCode whether the texts are wanted
 */
record ListOptions(byte @Nullable [] pattern, boolean withCode) {

    static ListOptions read(ArgReader args) {
        byte[] pattern = null;
        boolean withCode = false;
        while (args.hasNext()) {
            if (!withCode && args.accept("WITHCODE")) {
                withCode = true;
            } else if (pattern == null && args.accept("LIBRARYNAME")) {
                if (!args.hasNext()) {
                    throw Errors.of("ERR library name argument was not given");
                }
                pattern = args.next();
            } else {
                throw Errors.of("ERR Unknown argument " + Bytes.text(args.next()));
            }
        }
        return new ListOptions(pattern, withCode);
    }
}
