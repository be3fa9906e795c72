package io.redispatterns.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a loader may know and say beyond the value: the old value and its validators, how the new one is to be kept, and
 * that there is nothing new. For one load; not safe for many threads.
 *
 * @param <V> the type of the values
 */
public final class LoadContext<V> {

    private static final ThreadLocal<@Nullable LoadContext<?>> CURRENT = new ThreadLocal<>();

    private final @Nullable Envelope stale;
    private final Supplier<@Nullable V> staleValue;
    private final Wishes wishes;

    /** What the loader has said. */
    private static final class Wishes {

        private final Set<String> tags = new LinkedHashSet<>();
        private @Nullable String etag;
        private @Nullable Instant lastModified;
        private @Nullable Duration ttl;
        private boolean kept = true;
        private boolean modified = true;
        private @Nullable String declined;
    }

    private LoadContext(@Nullable Envelope stale, Supplier<@Nullable V> staleValue, Wishes wishes) {
        this.stale = stale;
        this.staleValue = staleValue;
        this.wishes = wishes;
    }

    /** The context of a load that may replace a value. */
    static <V> LoadContext<V> of(Found.@Nullable Value<V> stale) {
        return new LoadContext<>(
                stale == null ? null : stale.envelope(), () -> stale == null ? null : stale.value(), new Wishes());
    }

    /**
     * The context of the load that the calling thread runs, for loaders that are not given it, such as annotated
     * methods.
     *
     * @throws IllegalStateException if the thread runs no load
     */
    public static LoadContext<?> current() {
        LoadContext<?> current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("there is no load under way in this thread");
        }
        return current;
    }

    @Nullable
    V run(String id, ContextLoader<V> loader) throws Exception {
        LoadContext<?> outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return loader.load(id, this);
        } finally {
            CURRENT.set(outer);
        }
    }

    /** This context for a loader of another type, which sees the old value through a function. */
    public <W> LoadContext<W> map(Function<? super V, ? extends @Nullable W> function) {
        return new LoadContext<>(stale, () -> mapped(function), wishes);
    }

    private <W> @Nullable W mapped(Function<? super V, ? extends @Nullable W> function) {
        V value = staleValue.get();
        return value == null ? null : function.apply(value);
    }

    /** The value that is to be replaced, if there is one that may still be served; else null. */
    public @Nullable V staleValue() {
        return staleValue.get();
    }

    /** The entity tag that the old value was loaded with, or null. */
    public @Nullable String staleEtag() {
        return stale == null ? null : stale.etag();
    }

    /** When the source of the old value had been changed, or null. */
    public @Nullable Instant staleLastModified() {
        return stale == null ? null : stale.lastModified();
    }

    /**
     * Says that the old value is still right: it is kept as if it had been loaded now.
     *
     * @return the old value, for the loader to return
     * @throws IllegalStateException if there is none
     */
    public @Nullable V notModified() {
        if (stale == null) {
            throw new IllegalStateException("there is no old value that could be unmodified");
        }
        wishes.modified = false;
        return staleValue();
    }

    /** Keeps an entity tag with the value, for {@link #staleEtag} of the next load. */
    public LoadContext<V> etag(@Nullable String etag) {
        wishes.etag = etag;
        return this;
    }

    /** Keeps with the value when its source was changed, for {@link #staleLastModified} of the next load. */
    public LoadContext<V> lastModified(@Nullable Instant lastModified) {
        wishes.lastModified = lastModified;
        return this;
    }

    /**
     * How long this value stays fresh, without jitter, in place of what is configured. What is outside the configured
     * bounds counts as the nearer of them; a value whose time is over already, with a ttl of zero or less, is not kept.
     */
    public LoadContext<V> ttl(Duration ttl) {
        wishes.ttl = ttl;
        return this;
    }

    /** Adds tags, by which the value can be invalidated together with others. */
    public LoadContext<V> tags(String... more) {
        wishes.tags.addAll(List.of(more));
        return this;
    }

    /** Says that the value is for those who asked, and is not to be kept. What was kept before is removed. */
    public LoadContext<V> doNotKeep() {
        wishes.kept = false;
        return this;
    }

    /**
     * Says that there is no value now, without an exception: as after any failed load the old value is served if there
     * is one, and else the callers get a {@link LoadDeclinedException}.
     *
     * @param reason for messages
     * @return null, for the loader to return
     */
    public @Nullable V fail(String reason) {
        wishes.declined = reason;
        return null;
    }

    @Nullable
    Duration chosenTtl() {
        return wishes.ttl;
    }

    boolean isKept() {
        return wishes.kept;
    }

    void throwIfDeclined(String cache) {
        if (wishes.declined != null) {
            throw new LoadDeclinedException(cache, wishes.declined);
        }
    }

    /** The tags of the value, those of the old one if that is kept. */
    List<String> tagsOfValue() {
        return !wishes.modified && stale != null && wishes.tags.isEmpty() ? stale.tags() : List.copyOf(wishes.tags);
    }

    @Nullable
    String etagOfValue() {
        return !wishes.modified && wishes.etag == null ? staleEtag() : wishes.etag;
    }

    @Nullable
    Instant lastModifiedOfValue() {
        return !wishes.modified && wishes.lastModified == null ? staleLastModified() : wishes.lastModified;
    }
}
