package io.redispatterns.spring.autoconfigure.embedded;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.resource.ClientResources;
import io.redispatterns.engine.RedisEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Spring Data's connections to the engine in this process: the same as to a server, except that a command runs in the
 * thread that calls it and no byte is sent. When it is stopped and started again, what the engine holds is still there.
 */
public final class EmbeddedConnectionFactory extends LettuceConnectionFactory {

    private final RedisEngine engine;
    private final @Nullable ClientResources resources;

    /**
     * A factory.
     *
     * @param resources Lettuce's, or null for some of its own
     */
    public EmbeddedConnectionFactory(RedisEngine engine, @Nullable ClientResources resources) {
        super(new RedisStandaloneConfiguration());
        this.engine = engine;
        this.resources = resources;
    }

    @Override
    protected AbstractRedisClient createClient() {
        return new EngineClient(engine, resources);
    }
}
