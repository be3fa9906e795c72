package io.redispatterns.cache;

import io.redispatterns.cache.Found.Value;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a near cache holds for an id. Two are the same only if they are one. */
sealed interface NearEntry<V> {

    /** How much it weighs, in bytes. */
    int weight();

    /** Says that somebody is about to bring a copy, as long as nothing is heard of a change. */
    final class Marker<V> implements NearEntry<V> {

        @Override
        public int weight() {
            return 0;
        }
    }

    /** A copy of an entry. */
    final class Copy<V> implements NearEntry<V> {

        /** What it was found to agree with last. Whoever overwrites it has found out as much as the one before. */
        volatile NearView view;

        /** The header, and the payload if it is decoded for each caller. */
        final Envelope envelope;

        private final @Nullable V value;

        /** What decodes the value for each caller; null if they share it. */
        private final @Nullable EntryStore<V> decoder;

        /** When it is not fresh any more, and when it is not to be used any more, in the terms of the runtime's clock. */
        final long staleNanos;

        final long endNanos;
        private final int weight;

        /**
         * A copy.
         *
         * @param decoder what decodes the value for each caller; null if they share it
         */
        Copy(
                NearView view,
                Value<V> found,
                @Nullable EntryStore<V> decoder,
                long staleNanos,
                long endNanos,
                int weight) {
            this.view = view;
            this.envelope = decoder == null ? found.envelope().withoutPayload() : found.envelope();
            this.value = decoder == null ? found.value() : null;
            this.decoder = decoder;
            this.staleNanos = staleNanos;
            this.endNanos = endNanos;
            this.weight = weight;
        }

        @Override
        public int weight() {
            return weight;
        }

        /** The value, for one caller. */
        @Nullable
        V value(String id) {
            return decoder == null ? value : decoder.decode(id, envelope);
        }

        /** For how long the entry stays fresh. */
        long freshMillis(long nowNanos) {
            return TimeUnit.NANOSECONDS.toMillis(staleNanos - nowNanos);
        }

        /** What a read of the entry would have found. */
        Value<V> asFound(long nowNanos) {
            return new Value<>(value, envelope, freshMillis(nowNanos), view.seen());
        }
    }
}
