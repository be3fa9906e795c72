package io.redispatterns.spring.cache;

import io.redispatterns.cache.Cache;
import io.redispatterns.codec.Codec;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A cache of documents, without a type of its own: that of Spring's cache abstraction, where each method has one. */
final class DocumentCache implements NamedCache {

    private final Cache<Document> core;
    private final Function<Type, Codec<Object>> codecs;
    private final JsonMapper jsonMapper;
    private final Map<Type, DocumentView> views = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Type> learned = new AtomicReference<>();

    /**
     * A cache.
     *
     * @param codecs how values of a type are written
     */
    DocumentCache(Cache<Document> core, Function<Type, Codec<Object>> codecs, JsonMapper jsonMapper) {
        this.core = core;
        this.codecs = codecs;
        this.jsonMapper = jsonMapper;
    }

    @Override
    public Cache<Document> core() {
        return core;
    }

    @Override
    public Cache<Object> as(Type type) {
        return views.computeIfAbsent(type, absent -> new DocumentView(core, codecs, jsonMapper.constructType(type)));
    }

    /** For the one type that was learned; for plain JSON values if there is none or there are several. */
    @Override
    public Cache<Object> asLearned() {
        Type type = learned.get();
        return as(type == null ? Object.class : type);
    }

    @Override
    public void learn(Type type) {
        if (!learned.compareAndSet(null, type) && !type.equals(learned.get())) {
            learned.set(Object.class);
        }
    }
}
