package io.redispatterns.cache;

import io.redispatterns.cache.Found.Seen;
import org.jspecify.annotations.Nullable;

/**
 * What a near cache knows about Redis: who tells it of changes, and where the generations stand. A new view replaces it with
 * every change, so that one comparison says whether a copy still agrees with all of it.
 */
final class NearView {

    /** Nobody tells of changes. */
    static final NearView BLIND = new NearView(null, new Object(), null);

    final @Nullable NearFeed feed;

    /** Stands for the time since everything was dropped last: copies of another era are of no use. */
    private final Object era;

    /** Null while it is not known. */
    final @Nullable Marks marks;

    private NearView(@Nullable NearFeed feed, Object era, @Nullable Marks marks) {
        this.feed = feed;
        this.era = era;
        this.marks = marks;
    }

    /** The first view of what a feed tells. */
    static NearView of(NearFeed feed) {
        return new NearView(feed, new Object(), null);
    }

    /** The view once everything is dropped. */
    NearView nextEra() {
        return new NearView(feed, new Object(), null);
    }

    /** The view with other marks, or null if they have changed to what is not known yet. */
    NearView with(@Nullable Marks current) {
        return new NearView(feed, era, current);
    }

    boolean isOfSameEra(NearView other) {
        return era == other.era;
    }

    /** What a reader knows of invalidations who has this view. */
    Seen seen() {
        Marks known = marks;
        if (known == null) {
            throw new IllegalStateException("copies are kept with the marks they were read with");
        }
        return new Seen(known, known.bounds());
    }
}
