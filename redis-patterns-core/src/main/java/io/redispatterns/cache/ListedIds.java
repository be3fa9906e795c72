package io.redispatterns.cache;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Ids that are at hand; a cursor is the index of the next. */
final class ListedIds implements WarmingSource {

    private final List<String> ids;

    ListedIds(List<String> ids) {
        this.ids = List.copyOf(ids);
    }

    @Override
    public Page page(@Nullable String cursor, int size) {
        int from = cursor == null ? 0 : Math.min(Integer.parseInt(cursor), ids.size());
        int to = Math.min(from + size, ids.size());
        return new Page(ids.subList(from, to), to == ids.size() ? null : Integer.toString(to));
    }

    @Override
    public OptionalLong total() {
        return OptionalLong.of(ids.size());
    }
}
