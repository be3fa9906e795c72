package io.redispatterns.cache;

import io.redispatterns.cache.LinearizabilityRun.Instance;
import io.redispatterns.cache.VersionedSource.Copy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A thread that works on one instance. */
final class LinearizabilityWorker {

    private static final int IDS = LinearizabilityRun.IDS;

    private final LinearizabilityRun run;
    private final Instance instance;
    private final Supplier<String> disturbance;
    private final Chance chance;
    private final VersionedSource source;
    private final KeyHistory history;

    /**
     * Works for a run.
     *
     * @param disturbance what happens to Redis now and then; tells what it was
     */
    LinearizabilityWorker(LinearizabilityRun run, Instance instance, Supplier<String> disturbance) {
        this.run = run;
        this.instance = instance;
        this.disturbance = disturbance;
        this.chance = run.chance;
        this.source = run.source;
        this.history = run.history;
    }

    /** What the loader throws now and then. */
    private static final class SourceFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private SourceFailedException() {
            super("the source fails", null, false, false);
        }
    }

    /** Does what a number below 1,000 stands for. */
    void operate(int draw) throws Exception {
        if (run.isCalm()) {
            chance.waitALittle();
            if (draw >= 660 && (instance.mostlyReads || !chance.inPerMille(30))) {
                get(chance.below(IDS));
                return;
            }
        }
        act(draw);
    }

    private void act(int draw) throws Exception {
        if (draw < 560) {
            get(chance.below(IDS));
        } else if (draw < 620) {
            getAll(someIds());
        } else if (draw < 660) {
            lookup(chance.below(IDS));
        } else if (draw < 995 && instance.mostlyReads && chance.inPerMille(950)) {
            get(chance.below(IDS));
        } else if (draw < 995) {
            change(draw - 660);
        } else if (draw < 999) {
            String what = disturbance.get();
            allIds().forEach(id -> history.note(id, what, -1));
        } else {
            instance.beginOutage();
            allIds().forEach(id -> history.note(id, "an outage begins", -1));
        }
    }

    private void change(int draw) throws Exception {
        if (draw < 100) {
            int id = chance.below(IDS);
            invalidate(List.of(id), "invalidate", () -> instance.cache.invalidate(name(id)));
        } else if (draw < 140) {
            List<Integer> ids = someIds();
            invalidate(ids, "invalidateAll", () -> instance.cache.invalidateAll(names(ids)));
        } else if (draw < 170) {
            List<Integer> ids = someIds();
            expire(ids, "expireAll", () -> instance.cache.expireAll(names(ids)));
        } else if (draw < 205) {
            invalidateTag(chance.below(VersionedSource.TAGS));
        } else if (draw < 215) {
            expireTag(chance.below(VersionedSource.TAGS));
        } else if (draw < 225) {
            source.write(chance.below(IDS));
            invalidate(allIds(), "clear", instance.cache::clear);
        } else if (draw < 230) {
            source.write(chance.below(IDS));
            expire(allIds(), "expireAll of the cache", instance.cache::expireAll);
        } else if (draw < 270) {
            put(chance.below(IDS));
        } else if (draw < 320) {
            writeThrough(chance.below(IDS));
        } else {
            abandonWrite(chance.below(IDS));
        }
    }

    private List<Integer> someIds() {
        return chance.get()
                .ints(2 + chance.below(2), 0, IDS)
                .distinct()
                .sorted()
                .boxed()
                .toList();
    }

    private void get(int id) {
        Floors.Floor floor = instance.floors.of(id);
        long began = history.note(id, "get begins", -1);
        try {
            String value = instance.cache.get(name(id), this::load);
            check(id, value, floor, "get", began);
        } catch (SourceFailedException
                | LoadDeclinedException
                | LoadPausedException
                | LoadTimeoutException
                | LoadRejectedException e) {
            history.note(id, "get fails: " + e.getMessage(), -1);
        }
    }

    private @Nullable String load(String name, LoadContext<String> context) {
        int id = Integer.parseInt(name);
        chance.pause();
        long version = source.version(id);
        history.note(id, "loads", version);
        chance.pause();
        if (chance.inPerMille(20)) {
            throw new SourceFailedException();
        }
        if (chance.inPerMille(10)) {
            return context.fail("it has none");
        }
        String etag = Long.toString(version);
        if (etag.equals(context.staleEtag()) && chance.inPerMille(500)) {
            return context.notModified();
        }
        setTags(context, version);
        if (chance.inPerMille(20)) {
            context.doNotKeep();
        }
        context.etag(etag);
        return VersionedSource.value(id, version, true);
    }

    private void setTags(LoadContext<String> context, long version) {
        VersionedSource.tags(version).forEach(tag -> context.tags(VersionedSource.tagName(tag)));
    }

    private void getAll(List<Integer> ids) {
        Map<Integer, Floors.Floor> floors = new LinkedHashMap<>();
        ids.forEach(id -> floors.put(id, instance.floors.of(id)));
        long began = history.note(ids.get(0), "getAll begins", -1);
        try {
            Map<String, String> values = instance.cache.getAll(names(ids), this::loadAll);
            floors.forEach((id, floor) -> check(id, values.get(name(id)), floor, "getAll", began));
        } catch (SourceFailedException
                | LoadDeclinedException
                | LoadPausedException
                | LoadTimeoutException
                | LoadRejectedException e) {
            history.note(ids.get(0), "getAll fails: " + e.getMessage(), -1);
        }
    }

    private Map<String, @Nullable String> loadAll(
            List<String> names, Map<String, ? extends LoadContext<String>> contexts) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        boolean tagged = chance.inPerMille(500);
        for (String name : names) {
            int id = Integer.parseInt(name);
            chance.pause();
            long version = source.version(id);
            history.note(id, "loads with others", version);
            if (tagged) {
                setTags(contexts.get(name), version);
            }
            values.put(name, VersionedSource.value(id, version, tagged));
        }
        if (chance.inPerMille(20)) {
            throw new SourceFailedException();
        }
        return values;
    }

    private void lookup(int id) {
        Floors.Floor floor = instance.floors.of(id);
        long began = history.note(id, "lookup begins", -1);
        CacheLookup<String> found = instance.cache.lookup(name(id));
        if (found instanceof CacheLookup.Hit<String> hit) {
            check(id, hit.value(), floor, "lookup, a hit", began);
        } else if (found instanceof CacheLookup.Stale<String> stale
                && run.config.failSafe().servesStale()) {
            check(id, stale.value(), floor, "lookup, stale", began);
        } else if (found instanceof CacheLookup.CachedNull) {
            check(id, null, floor, "lookup, a null", began);
        }
    }

    private void check(int id, @Nullable String value, Floors.Floor floor, String how, long began) {
        run.reads.incrementAndGet();
        long latest = source.version(id);
        if (value == null) {
            history.note(id, how + " gives null, begun at " + began, -1);
            if (!VersionedSource.wasNullWithin(floor.least(null), latest)) {
                violated(id, how, "null", floor.least(null), floor.least(null), began);
            } else if (!VersionedSource.wasNullWithin(floor.latest(null), latest)) {
                run.behind.incrementAndGet();
            }
            return;
        }
        Copy copy = Copy.parse(value);
        history.note(id, how + " gives a value, begun at " + began, copy.version());
        if (copy.id() != id || copy.version() < floor.least(copy) || copy.version() > latest) {
            violated(id, how, value, copy.version(), floor.least(copy), began);
        } else if (copy.version() < floor.latest(copy)) {
            run.behind.incrementAndGet();
        }
    }

    private void violated(int id, String how, String value, long version, long floor, long began) {
        run.violated("%s of id %d, begun at %d, gave %s, while version %d is the oldest it may give:%n%s"
                .formatted(how, id, began, value, floor, history.since(id, version)));
    }

    private void invalidate(List<Integer> ids, String what, Supplier<Boolean> change) {
        Map<Integer, Long> versions = write(ids, what);
        settle(change.get(), what, versions, Floors::slot);
    }

    /** What is only made stale may still be served where that is wanted. */
    private void expire(List<Integer> ids, String what, Supplier<Boolean> change) {
        Map<Integer, Long> versions = write(ids, what);
        boolean done = change.get();
        if (!run.config.failSafe().servesStale()) {
            settle(done, what, versions, Floors::slot);
        }
    }

    private void invalidateTag(int tag) {
        String what = "invalidate of tag " + tag;
        Map<Integer, Long> versions = writeSomeOfAll(what);
        boolean done = instance.cache.invalidateTags(List.of(VersionedSource.tagName(tag)));
        settle(done, what, versions, id -> Floors.slot(id, tag));
    }

    private void expireTag(int tag) {
        String what = "expire of tag " + tag;
        Map<Integer, Long> versions = writeSomeOfAll(what);
        boolean done = instance.cache.expireTags(List.of(VersionedSource.tagName(tag)));
        if (!run.config.failSafe().servesStale()) {
            settle(done, what, versions, id -> Floors.slot(id, tag));
        }
    }

    private Map<Integer, Long> writeSomeOfAll(String what) {
        someIds().forEach(id -> history.note(id, "writes", source.write(id)));
        return current(allIds(), what);
    }

    private Map<Integer, Long> write(List<Integer> ids, String what) {
        if (ids.size() < IDS) {
            ids.forEach(id -> history.note(id, "writes", source.write(id)));
        }
        return current(ids, what);
    }

    private Map<Integer, Long> current(List<Integer> ids, String what) {
        Map<Integer, Long> versions = new LinkedHashMap<>();
        for (int id : ids) {
            versions.put(id, source.version(id));
            history.note(id, what + " begins", source.version(id));
        }
        return versions;
    }

    /** Raises what readers have to keep to: those of this instance in any case, others if the change was acknowledged. */
    private void settle(boolean done, String what, Map<Integer, Long> versions, IntUnaryOperator slot) {
        (done ? run.acknowledged : run.refused).incrementAndGet();
        versions.forEach((id, version) -> {
            history.note(id, what + (done ? " is acknowledged" : " is not acknowledged"), version);
            instance.floors.raise(slot.applyAsInt(id), version);
            if (done) {
                run.instances.forEach(one -> one.floors.raiseWithGrace(slot.applyAsInt(id), version));
            }
        });
    }

    private void put(int id) {
        try (VersionedSource.Locked locked = source.lock(id)) {
            long version = locked.write();
            history.note(id, "put begins", version);
            boolean done = instance.cache.put(name(id), VersionedSource.value(id, version, false));
            settle(done, "put", Map.of(id, version), Floors::slot);
        }
    }

    private void writeThrough(int id) {
        history.note(id, "write begins", -1);
        try (CacheWrite<String> write = instance.cache.beginWrite(name(id))) {
            chance.pause();
            long version = source.write(id);
            history.note(id, "writes", version);
            chance.pause();
            setTags(write.context(), version);
            boolean done = write.commit(VersionedSource.value(id, version, true));
            settle(done, "commit", Map.of(id, version), Floors::slot);
        }
    }

    private void abandonWrite(int id) {
        history.note(id, "write begins", -1);
        CacheWrite<String> write = instance.cache.beginWrite(name(id));
        chance.pause();
        long version = source.write(id);
        history.note(id, "writes", version);
        write.close();
        settle(false, "close", Map.of(id, version), Floors::slot);
    }

    private static String name(int id) {
        return Integer.toString(id);
    }

    private static List<String> names(List<Integer> ids) {
        return ids.stream().map(LinearizabilityWorker::name).toList();
    }

    private static List<Integer> allIds() {
        return List.of(0, 1, 2, 3, 4, 5);
    }
}
