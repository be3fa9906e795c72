package io.redispatterns.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The editor's help for {@code redis-patterns.*}. */
class MetadataTest {

    @Test
    void everyPropertyIsDescribed() throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode property : metadata().get("properties")) {
            String name = property.get("name").asString();
            names.add(name);
            assertThat(property.path("description").asString(""))
                    .as(name)
                    .isNotBlank()
                    .endsWith(".");
        }
        assertThat(names)
                .contains(
                        "redis-patterns.namespace",
                        "redis-patterns.backend",
                        "redis-patterns.command-timeout",
                        "redis-patterns.circuit-breaker.enabled",
                        "redis-patterns.circuit-breaker.open-duration",
                        "redis-patterns.embedded.directives",
                        "redis-patterns.cache.response-header",
                        "redis-patterns.cache.defaults.ttl",
                        "redis-patterns.cache.defaults.negative-ttl",
                        "redis-patterns.cache.defaults.jitter",
                        "redis-patterns.cache.defaults.early-refresh",
                        "redis-patterns.cache.defaults.lease.wait-limit",
                        "redis-patterns.cache.defaults.fail-safe.max-stale",
                        "redis-patterns.cache.defaults.load.soft-timeout",
                        "redis-patterns.cache.defaults.near.enabled",
                        "redis-patterns.cache.defaults.near.max-weight",
                        "redis-patterns.cache.defaults.refresh-ahead.max-keys",
                        "redis-patterns.cache.defaults.codec",
                        "redis-patterns.cache.defaults.compression.algorithm",
                        "redis-patterns.cache.defaults.max-value-size",
                        "redis-patterns.cache.caches",
                        "redis-patterns.cache.warming",
                        "redis-patterns.write-behind.defaults.batch-size",
                        "redis-patterns.write-behind.named");
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream json =
                MetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return JsonMapper.shared().readTree(json);
        }
    }
}
