package io.redispatterns.spring.aop;

import io.redispatterns.RedisPatterns;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.spring.cache.CacheRegistry;
import io.redispatterns.spring.cache.CacheThreads;
import io.redispatterns.spring.writebehind.WriteBehindRegistry;
import io.redispatterns.writebehind.WriteBehind;
import io.redispatterns.writebehind.Writer;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The write-behinds that annotated methods declare, by name. They write from the start of the application on, and stop when the
 * web server has answered its last request.
 */
final class DeclaredWriteBehinds implements SmartLifecycle {

    private static final int PHASE = DEFAULT_PHASE - 4096;

    private final ConfigurableListableBeanFactory beanFactory;
    private final Map<String, DeclaredWriteBehind> byName = new ConcurrentHashMap<>();
    private final Map<WriteBehindTarget, Object> beans = new ConcurrentHashMap<>();
    private volatile boolean running;

    DeclaredWriteBehinds(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    DeclaredWriteBehind named(String name) {
        return byName.computeIfAbsent(name, absent -> new DeclaredWriteBehind(name, this));
    }

    /** The one of a name, or null if no method has declared it. */
    @Nullable
    DeclaredWriteBehind find(String name) {
        return byName.get(name);
    }

    WriteBehind<Object> open(String name, Type type, Writer<Object> writer) {
        return beanFactory.getBean(WriteBehindRegistry.class).open(name, type, writer);
    }

    CacheRegistry caches() {
        return beanFactory.getBean(CacheRegistry.class);
    }

    RedisGateway gateway() {
        return beanFactory.getBean(RedisPatterns.class).gateway();
    }

    Object bean(WriteBehindTarget target) {
        return beans.computeIfAbsent(target, absent -> target.bean(beanFactory));
    }

    @Override
    public void start() {
        byName.values().forEach(DeclaredWriteBehind::start);
        running = true;
    }

    /** All at once, since each may take its time. */
    @Override
    public void stop() {
        running = false;
        CompletableFuture<?>[] stopping = byName.values().stream()
                .map(one -> CompletableFuture.runAsync(
                        one::stop, beanFactory.getBean(CacheThreads.class).executor()))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(stopping).join();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
