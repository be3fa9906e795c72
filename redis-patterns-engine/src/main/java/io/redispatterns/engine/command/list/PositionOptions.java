package io.redispatterns.engine.command.list;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.type.ListSearch;
import io.redispatterns.engine.type.ListValue;
import io.redispatterns.engine.util.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What LPOS is told behind the element.
 *
 * @param rank the match to begin with, 1 being the first; negative: -1 is the last, and the search goes backwards
 * @param count how many matches to give, 0 for all; negative: one, not in an array
 * @param maxLength how many elements to look at, 0 for all
 */
record PositionOptions(long rank, long count, long maxLength) {

    private static final long NOT_GIVEN = -1;

    static PositionOptions parse(ArgReader args) {
        long rank = 1;
        long count = NOT_GIVEN;
        long maxLength = 0;
        while (args.hasNext()) {
            if (args.acceptWith("RANK", 1)) {
                rank = rank(args.nextLong());
            } else if (args.acceptWith("COUNT", 1)) {
                count = notNegative("COUNT", args.next());
            } else if (args.acceptWith("MAXLEN", 1)) {
                maxLength = notNegative("MAXLEN", args.next());
            } else {
                throw args.syntaxError();
            }
        }
        boolean overflows = rank == Long.MIN_VALUE;
        return overflows ? lastMatches(count, maxLength) : new PositionOptions(rank, count, maxLength);
    }

    /** The smallest integer cannot be negated: to Redis 7.0 each match has that rank, and as many as there are do not make up the count. */
    private static PositionOptions lastMatches(long count, long maxLength) {
        return new PositionOptions(-1, Math.min(count, 0), maxLength);
    }

    private static long rank(long rank) {
        if (rank == 0) {
            throw Errors.of("ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use"
                    + " negative to start from the end of the list");
        }
        return rank;
    }

    private static long notNegative(String option, byte[] word) {
        Long number = Numbers.parseLong(word);
        if (number == null || number < 0) {
            throw Errors.of("ERR " + option + " can't be negative");
        }
        return number;
    }

    Reply reply(@Nullable ListValue list, byte[] element) {
        List<Reply> found = list == null ? List.of() : find(list, element);
        if (count != NOT_GIVEN) {
            return new Reply.Array(found);
        }
        return found.isEmpty() ? Reply.NIL : found.get(0);
    }

    private List<Reply> find(ListValue list, byte[] element) {
        ListSearch search = list.search(element, rank < 0, maxLength == 0 ? Long.MAX_VALUE : maxLength);
        long wanted = count == NOT_GIVEN ? 1 : count == 0 ? Long.MAX_VALUE : count;
        long toSkip = Math.abs(rank) - 1;
        List<Reply> found = new ArrayList<>();
        while (found.size() < wanted) {
            int index = search.next();
            if (index == ListSearch.NONE) {
                break;
            }
            if (toSkip > 0) {
                toSkip--;
            } else {
                found.add(Reply.of(index));
            }
        }
        return found;
    }
}
