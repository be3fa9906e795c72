package io.redispatterns.spring.aop;

import io.redispatterns.cache.WarmingSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;

/**
 * Keys that a method gives page by page, as text.
 *
 * @param type what they are read as
 */
record PagedKeys(AnnotatedMethod method, Supplier<Object> bean, Class<?> type) implements WarmingKeys {

    private static final ConversionService CONVERSION = DefaultConversionService.getSharedInstance();

    /** Whether a text can be read as a type. */
    static boolean canRead(Class<?> type) {
        return CONVERSION.canConvert(String.class, type);
    }

    @Override
    public OptionalLong total() {
        return OptionalLong.empty();
    }

    @Override
    public Page page(@Nullable String cursor, int size) throws Exception {
        if (!(method.call(bean.get(), cursor, size) instanceof WarmingSource.Page page)) {
            throw new IllegalStateException(method + " gave null and no page");
        }
        List<? extends @Nullable Object> keys =
                page.ids().stream().map(id -> CONVERSION.convert(id, type)).toList();
        return new Page(keys, page.next());
    }
}
