package io.redispatterns.benchmarks.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** No cache at all: a GET with Lettuce, and what Jackson reads from the reply. */
@Configuration(proxyBeanMethods = false)
class LettuceApplication {

    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient(@Value("${spring.data.redis.port}") int port) {
        return RedisClient.create("redis://127.0.0.1:" + port);
    }

    @Bean
    Places places(RedisClient client, Source source) {
        RedisCommands<String, byte[]> redis = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))
                .sync();
        return id -> {
            byte[] json = redis.get("places:" + id);
            return json == null
                    ? store(redis, source.load(id))
                    : JsonMapper.shared().readValue(json, Place.class);
        };
    }

    private static Place store(RedisCommands<String, byte[]> redis, Place place) {
        redis.set("places:" + place.id(), JsonMapper.shared().writeValueAsBytes(place));
        return place;
    }
}
