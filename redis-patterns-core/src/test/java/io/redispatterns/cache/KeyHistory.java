package io.redispatterns.cache;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What has happened to each id lately, for the report of a violation. O(1) an event. */
final class KeyHistory {

    private static final int KEPT = 256;

    private final AtomicLong clock = new AtomicLong();
    private final List<AtomicReferenceArray<Event>> rings;
    private final List<AtomicLong> counts;

    /**
     * One step of somebody.
     *
     * @param at when, in steps of all
     * @param version that it is about, or -1
     */
    record Event(long at, String thread, String what, long version) {

        @Override
        public String toString() {
            return "%,12d  %-24s %s%s".formatted(at, thread, what, version < 0 ? "" : " version " + version);
        }
    }

    KeyHistory(int ids) {
        rings = IntStream.range(0, ids)
                .mapToObj(id -> new AtomicReferenceArray<Event>(KEPT))
                .toList();
        counts = IntStream.range(0, ids).mapToObj(id -> new AtomicLong()).toList();
    }

    /** Notes a step; tells when it was. */
    long note(int id, String what, long version) {
        long at = clock.incrementAndGet();
        int slot = (int) (counts.get(id).getAndIncrement() % KEPT);
        rings.get(id).set(slot, new Event(at, Thread.currentThread().getName(), what, version));
        return at;
    }

    /** The steps from the writing of a version on, as far as they are kept, one a line. */
    String since(int id, long version) {
        AtomicReferenceArray<Event> ring = rings.get(id);
        List<Event> events = IntStream.range(0, KEPT)
                .mapToObj(ring::get)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(Event::at))
                .toList();
        long from = events.stream()
                .filter(event -> event.version() == version)
                .mapToLong(Event::at)
                .findFirst()
                .orElse(0);
        return events.stream()
                .filter(event -> event.at() >= from)
                .map(Event::toString)
                .collect(Collectors.joining("\n"));
    }
}
