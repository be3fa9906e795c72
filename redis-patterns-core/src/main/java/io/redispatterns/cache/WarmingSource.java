package io.redispatterns.cache;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ids to warm a cache with, page by page, in an order that stays the same from one process to the next. */
@FunctionalInterface
public interface WarmingSource {

    /**
     * Some ids.
     *
     * @param ids in order
     * @param next where the following page begins; null if this is the last
     */
    record Page(List<String> ids, @Nullable String next) {

        public Page {
            ids = List.copyOf(ids);
        }
    }

    /**
     * The ids from a place on, up to so many. Such as {@code select id from city where id > :cursor order by id limit :size}.
     *
     * @param cursor what the page before has named as the next; null at the beginning. It may come from another process
     * @throws Exception if they are not to be had now; they are asked for again later
     */
    Page page(@Nullable String cursor, int size) throws Exception;

    /** How many ids there are, if that is known. Asked when a process begins a run or goes on with one, before its first page. */
    default OptionalLong total() throws Exception {
        return OptionalLong.empty();
    }

    /** A source of ids that are at hand. */
    static WarmingSource of(List<String> ids) {
        return new ListedIds(ids);
    }

    /**
     * A source of streams. Each page begins a stream anew and skips what was before, so a source with many pages is better
     * asked by {@link #page}.
     *
     * @param ids begins a stream, in the same order each time
     */
    static WarmingSource of(Supplier<? extends Stream<String>> ids) {
        return (cursor, size) -> {
            long from = cursor == null ? 0 : Long.parseLong(cursor);
            try (Stream<String> stream = ids.get()) {
                List<String> page = stream.skip(from).limit(size).toList();
                return new Page(page, page.size() < size ? null : Long.toString(from + size));
            }
        };
    }
}
