package io.redispatterns.spring.aop;

import io.redispatterns.cache.Cache;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.writebehind.Pending;
import io.redispatterns.writebehind.PendingLookup;
import io.redispatterns.writebehind.Write;
import io.redispatterns.writebehind.WriteBehind;
import io.redispatterns.writebehind.WriteBehindEvent;
import io.redispatterns.writebehind.WriteResult;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.util.ClassUtils;

/** A write-behind as its annotated methods declare it; opened when it is first needed. */
final class DeclaredWriteBehind {

    private static final ConversionService CONVERSION = DefaultConversionService.getSharedInstance();

    private final String name;
    private final DeclaredWriteBehinds all;
    private @Nullable WriteBehindTarget write;
    private @Nullable WriteBehindTarget removal;
    private @Nullable WriteBehindBatch batch;
    private Type type = Object.class;
    private volatile @Nullable WriteBehind<Object> open;
    private volatile boolean stopped;

    DeclaredWriteBehind(String name, DeclaredWriteBehinds all) {
        this.name = name;
        this.all = all;
    }

    synchronized void declareWrite(WriteBehindTarget target, Type valueType, @Nullable WriteBehindBatch ofMany) {
        requireOnlyOne(write, target);
        write = target;
        type = valueType;
        batch = ofMany;
    }

    synchronized void declareRemoval(WriteBehindTarget target) {
        requireOnlyOne(removal, target);
        removal = target;
        Class<?> key = target.annotated().method().getParameterTypes()[0];
        if (!CONVERSION.canConvert(String.class, key)) {
            throw target.annotated()
                    .mistake(
                            "its parameter is a " + key.getSimpleName() + ", which the text of a key cannot be read as",
                            "Let it take the key as a String, a number or a UUID.");
        }
    }

    private void requireOnlyOne(@Nullable WriteBehindTarget known, WriteBehindTarget target) {
        if (known != null && !known.annotated().equals(target.annotated())) {
            throw target.annotated()
                    .mistake(
                            known.annotated() + " does that for " + name + " already",
                            "Let one method write and one remove, or use another name.");
        }
    }

    void put(String id, Object value) {
        current().put(id, value);
        forget(id);
    }

    void remove(String id) {
        if (removal == null) {
            throw new IllegalStateException("nothing removes for write-behind " + name);
        }
        current().remove(id);
        forget(id);
    }

    /** Later reads must not find what was there before. */
    private void forget(String id) {
        cache().invalidate(id);
    }

    private Cache<?> cache() {
        return all.caches().forInvalidation(name);
    }

    /** What is pending for ids. */
    Map<String, Pending<Object>> pending(List<String> ids) {
        PendingLookup<Object> lookup = current().pendingLookup();
        List<Command> commands = ids.stream().map(lookup::command).toList();
        List<RedisValue> replies = all.gateway().pipeline(commands);
        Map<String, Pending<Object>> pending = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            pending.put(ids.get(i), lookup.decode(replies.get(i)));
        }
        return pending;
    }

    private WriteBehind<Object> current() {
        WriteBehind<Object> now = open;
        return now != null ? now : start();
    }

    /** Begins to write what is pending, if it has not. */
    synchronized WriteBehind<Object> start() {
        WriteBehind<Object> now = open;
        if (now == null || stopped) {
            stopped = false;
            now = all.open(name, type, this::write);
            now.addListener(this::onEvent);
            open = now;
        }
        return now;
    }

    /** Writes what it can in time and leaves the rest to others; {@link #start} goes on. */
    void stop() {
        WriteBehind<Object> now = open;
        if (now != null) {
            stopped = true;
            now.close();
        }
    }

    /** What will never be in the database must not be in the cache. */
    private void onEvent(WriteBehindEvent event) {
        if (event instanceof WriteBehindEvent.Died died) {
            forget(died.id());
        }
    }

    private Collection<WriteResult> write(List<Write<Object>> writes) throws Exception {
        List<WriteResult> results = new ArrayList<>(writes.size());
        List<Write<Object>> puts = new ArrayList<>(writes.size());
        for (Write<Object> one : writes) {
            if (one.isRemoval()) {
                results.add(remove(one));
            } else {
                puts.add(one);
            }
        }
        if (!puts.isEmpty()) {
            results.addAll(putAll(puts));
        }
        return results;
    }

    private WriteResult remove(Write<Object> one) throws InterruptedException {
        WriteBehindTarget target = removal;
        if (target == null) {
            return one.poison(new IllegalStateException("nothing removes for write-behind " + name));
        }
        Class<?> key = target.annotated().method().getParameterTypes()[0];
        return target.write(
                all.bean(target), one, CONVERSION.convert(one.id(), ClassUtils.resolvePrimitiveIfNecessary(key)));
    }

    private Collection<WriteResult> putAll(List<Write<Object>> puts) throws Exception {
        WriteBehindTarget single = write;
        if (single == null) {
            IllegalStateException cause = new IllegalStateException("nothing writes for write-behind " + name);
            return puts.stream().map(put -> put.poison(cause)).toList();
        }
        WriteBehindBatch many = batch;
        if (many != null && (many.takesWrites() || puts.size() > 1)) {
            return many.write(all.bean(many.target()), puts);
        }
        List<WriteResult> results = new ArrayList<>(puts.size());
        for (Write<Object> put : puts) {
            results.add(single.write(all.bean(single), put, put.value()));
        }
        return results;
    }
}
