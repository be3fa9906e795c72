package io.redispatterns.spring.cache;

import io.redispatterns.cache.BulkContextLoader;
import io.redispatterns.cache.Cache;
import io.redispatterns.cache.CacheConfig;
import io.redispatterns.cache.CacheEventListener;
import io.redispatterns.cache.CacheLookup;
import io.redispatterns.cache.CacheStats;
import io.redispatterns.cache.CacheWrite;
import io.redispatterns.cache.ContextLoader;
import io.redispatterns.cache.LoadContext;
import io.redispatterns.cache.Warming;
import io.redispatterns.cache.WarmingConfig;
import io.redispatterns.cache.WarmingSource;
import io.redispatterns.codec.Codec;
import io.redispatterns.codec.DecodeException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JavaType;

/**
 * A cache of documents for a reader of values of one type. A document that is not of that type is removed, and is a
 * miss to the reader.
 */
final class DocumentView implements Cache<Object> {

    private final Cache<Document> documents;
    private final Type type;
    private final Class<?> rawType;
    private final Codec<Object> codec;
    private final Codec<Object> codecOfOthers;

    DocumentView(Cache<Document> documents, Function<Type, Codec<Object>> codecs, JavaType type) {
        this.documents = documents;
        this.type = type;
        this.rawType = ClassUtils.resolvePrimitiveIfNecessary(type.getRawClass());
        this.codec = codecs.apply(type);
        this.codecOfOthers = codecs.apply(Object.class);
    }

    @Override
    public String name() {
        return documents.name();
    }

    @Override
    public CacheConfig config() {
        return documents.config();
    }

    @Override
    public CacheLookup<Object> lookup(String id) {
        CacheLookup<Document> found = documents.lookup(id);
        if (found instanceof CacheLookup.Hit<Document> hit) {
            return read(id, hit.value());
        }
        if (found instanceof CacheLookup.Stale<Document> stale) {
            Document document = stale.value();
            return new CacheLookup.Stale<>(document == null ? null : valueOrNull(document));
        }
        if (found instanceof CacheLookup.Failed<Document> failed) {
            return new CacheLookup.Failed<>(failed.cause());
        }
        return found instanceof CacheLookup.CachedNull ? new CacheLookup.CachedNull<>() : new CacheLookup.Miss<>();
    }

    private CacheLookup<Object> read(String id, Document document) {
        try {
            return new CacheLookup.Hit<>(valueOf(document));
        } catch (DecodeException e) {
            documents.invalidate(id);
            return new CacheLookup.Miss<>();
        }
    }

    @Override
    public Warming warm(WarmingConfig config, WarmingSource source, ContextLoader<Object> loader) {
        return documents.warm(config, source, given(loader));
    }

    private ContextLoader<Document> given(ContextLoader<Object> loader) {
        return (id, context) -> given(loader.load(id, context.map(this::valueOrNull)));
    }

    @Override
    public @Nullable Object get(String id, ContextLoader<Object> loader) {
        ContextLoader<Document> given = given(loader);
        Document found = documents.get(id, given);
        if (found == null) {
            return null;
        }
        try {
            return valueOf(found);
        } catch (DecodeException e) {
            documents.invalidate(id);
            Document loaded = documents.get(id, given);
            return loaded == null ? null : valueOf(loaded);
        }
    }

    @Override
    public Map<String, Object> getAll(Collection<String> ids, BulkContextLoader<Object> loader) {
        BulkContextLoader<Document> given = (missing, contexts) -> given(loader.loadAll(missing, mapped(contexts)));
        Map<String, Object> values = new LinkedHashMap<>();
        documents.getAll(ids, given).forEach((id, document) -> {
            Object value = valueOrNull(document);
            Object usable = value == null
                    ? get(
                            id,
                            (same, context) -> loader.loadAll(List.of(same), Map.of(same, context))
                                    .get(same))
                    : value;
            if (usable != null) {
                values.put(id, usable);
            }
        });
        return values;
    }

    private Map<String, LoadContext<Object>> mapped(Map<String, LoadContext<Document>> contexts) {
        Map<String, LoadContext<Object>> mapped = new LinkedHashMap<>();
        contexts.forEach((id, context) -> mapped.put(id, context.map(this::valueOrNull)));
        return mapped;
    }

    private Map<String, @Nullable Document> given(Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Document> documentsById = new LinkedHashMap<>();
        values.forEach((id, value) -> documentsById.put(id, given(value)));
        return documentsById;
    }

    @Override
    public CacheWrite<Object> beginWrite(String id) {
        CacheWrite<Document> write = documents.beginWrite(id);
        return new CacheWrite<>() {
            @Override
            public LoadContext<Object> context() {
                return write.context().map(DocumentView.this::valueOrNull);
            }

            @Override
            public boolean commit(@Nullable Object value) {
                return write.commit(given(value));
            }

            @Override
            public void close() {
                write.close();
            }
        };
    }

    @Override
    public boolean put(String id, @Nullable Object value) {
        return documents.put(id, given(value));
    }

    @Override
    public boolean put(String id, @Nullable Object value, Duration ttl) {
        return documents.put(id, given(value), ttl);
    }

    @Override
    public boolean invalidateAll(Collection<String> ids) {
        return documents.invalidateAll(ids);
    }

    @Override
    public boolean expireAll(Collection<String> ids) {
        return documents.expireAll(ids);
    }

    @Override
    public boolean invalidateTags(Collection<String> tags) {
        return documents.invalidateTags(tags);
    }

    @Override
    public boolean expireTags(Collection<String> tags) {
        return documents.expireTags(tags);
    }

    @Override
    public boolean expireAll() {
        return documents.expireAll();
    }

    @Override
    public boolean clear() {
        return documents.clear();
    }

    @Override
    public Set<String> idsByTag(String tag) {
        return documents.idsByTag(tag);
    }

    @Override
    public CacheStats stats() {
        return documents.stats();
    }

    @Override
    public void addListener(CacheEventListener listener) {
        documents.addListener(listener);
    }

    /** A program may put what it likes: what is not of the type is written as what it is. */
    private @Nullable Document given(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return rawType.isInstance(value)
                ? new Document.Given(value, type, codec)
                : new Document.Given(value, value.getClass(), codecOfOthers);
    }

    /** The value of a document, or null if it is not of the type. */
    private @Nullable Object valueOrNull(Document document) {
        try {
            return valueOf(document);
        } catch (DecodeException e) {
            return null;
        }
    }

    private Object valueOf(Document document) {
        return document.as(type, codec);
    }
}
