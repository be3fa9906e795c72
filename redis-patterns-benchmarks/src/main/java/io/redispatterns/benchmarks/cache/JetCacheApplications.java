package io.redispatterns.benchmarks.cache;

import com.alicp.jetcache.CacheValueHolder;
import com.alicp.jetcache.anno.CacheConsts;
import com.alicp.jetcache.anno.CachePenetrationProtect;
import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.anno.Cached;
import com.alicp.jetcache.anno.config.EnableMethodCache;
import com.alicp.jetcache.anno.support.GlobalCacheConfig;
import com.alicp.jetcache.anno.support.JetCacheBaseBeans;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.JetCacheCodec;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.Fastjson2KeyConvertor;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** JetCache's {@code @Cached} on Lettuce, set up as its guide says for use without its starter. */
final class JetCacheApplications {

    private static final int LOCAL_LIMIT = 10_000;

    private JetCacheApplications() {}

    @Configuration(proxyBeanMethods = false)
    @Import({OnLettuce.class, RemotePlaces.class})
    static class Remote {}

    @Configuration(proxyBeanMethods = false)
    @Import({OnLettuce.class, TwoLevelPlaces.class})
    static class TwoLevel {}

    @Configuration(proxyBeanMethods = false)
    @EnableMethodCache(basePackages = "io.redispatterns.benchmarks.cache")
    @Import(JetCacheBaseBeans.class)
    static class OnLettuce {

        @Bean(destroyMethod = "shutdown")
        RedisClient redisClient(@Value("${spring.data.redis.port}") int port) {
            return RedisClient.create("redis://127.0.0.1:" + port);
        }

        @Bean
        GlobalCacheConfig globalCacheConfig(RedisClient client, @Value("${benchmark.ttl}") Duration ttl) {
            GlobalCacheConfig config = new GlobalCacheConfig();
            config.setStatIntervalMinutes(0);
            config.setLocalCacheBuilders(Map.of(
                    CacheConsts.DEFAULT_AREA,
                    CaffeineCacheBuilder.createCaffeineCacheBuilder()
                            .limit(LOCAL_LIMIT)
                            .expireAfterWrite(ttl.toMillis(), TimeUnit.MILLISECONDS)
                            .keyConvertor(Fastjson2KeyConvertor.INSTANCE)));
            config.setRemoteCacheBuilders(Map.of(
                    CacheConsts.DEFAULT_AREA,
                    RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
                            .redisClient(client)
                            .pubSubConnection(client.connectPubSub(new JetCacheCodec()))
                            .broadcastChannel("places")
                            .expireAfterWrite(ttl.toMillis(), TimeUnit.MILLISECONDS)
                            .keyConvertor(Fastjson2KeyConvertor.INSTANCE)
                            .valueEncoder(JsonMapper.shared()::writeValueAsBytes)
                            .valueDecoder(json -> JsonMapper.shared()
                                    .readValue(json, Entry.class)
                                    .toHolder())));
            return config;
        }
    }

    /** What Jackson reads of JetCache's own entry, whose constructor it does not understand. */
    record Entry(Place value, long expireTime, long accessTime) {

        CacheValueHolder<Place> toHolder() {
            CacheValueHolder<Place> holder = new CacheValueHolder<>();
            holder.setValue(value);
            holder.setExpireTime(expireTime);
            holder.setAccessTime(accessTime);
            return holder;
        }
    }

    static class RemotePlaces implements Places {

        private final Source source;

        RemotePlaces(Source source) {
            this.source = source;
        }

        @Override
        @Cached(name = "places:", key = "#id", cacheType = CacheType.REMOTE)
        @CachePenetrationProtect
        public Place find(long id) {
            return source.load(id);
        }
    }

    static class TwoLevelPlaces implements Places {

        private final Source source;

        TwoLevelPlaces(Source source) {
            this.source = source;
        }

        @Override
        @Cached(name = "places:", key = "#id", cacheType = CacheType.BOTH, syncLocal = true)
        @CachePenetrationProtect
        public Place find(long id) {
            return source.load(id);
        }
    }
}
