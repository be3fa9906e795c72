package io.redispatterns.spring.aop;

import io.redispatterns.cache.ContextLoader;
import io.redispatterns.cache.LoadContext;
import io.redispatterns.cache.WarmingSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries of keys, and their values. It knows the arguments of the page that was asked for last: the next one is asked for
 * only when no load of this one is under way any more.
 */
final class WarmingEntries implements WarmingSource, ContextLoader<Object> {

    private final WarmingKeys keys;
    private final WarmedMethod method;
    private final Supplier<Object> bean;
    private volatile Map<String, Object> arguments = Map.of();

    WarmingEntries(WarmingKeys keys, WarmedMethod method, Supplier<Object> bean) {
        this.keys = keys;
        this.method = method;
        this.bean = bean;
    }

    @Override
    public OptionalLong total() throws Exception {
        return keys.total();
    }

    @Override
    public Page page(@Nullable String cursor, int size) throws Exception {
        WarmingKeys.Page page = keys.page(cursor, size);
        Map<String, Object> byId = new LinkedHashMap<>();
        for (Object argument : page.keys()) {
            String id = argument == null ? null : method.idOf(bean.get(), argument);
            if (id != null && argument != null) {
                byId.put(id, argument);
            }
        }
        arguments = byId;
        return new Page(List.copyOf(byId.keySet()), page.next());
    }

    @Override
    public @Nullable Object load(String id, LoadContext<Object> context) throws Exception {
        Object argument = Objects.requireNonNull(arguments.get(id), id);
        return method.load(bean.get(), argument, id, context);
    }
}
