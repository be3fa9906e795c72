package io.redispatterns.spring.autoconfigure.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.test.autoconfigure.DataRedisTest;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Boot's slice for Redis runs on the engine. */
@DataRedisTest
class SliceTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    @Autowired
    private StringRedisTemplate redis;

    @Autowired
    private RedisConnectionFactory factory;

    @Test
    void theSliceHasTheEngine() {
        assertThat(factory).isInstanceOf(EmbeddedConnectionFactory.class);
        redis.opsForValue().set("k", "v");
        assertThat(redis.opsForValue().get("k")).isEqualTo("v");
    }
}
