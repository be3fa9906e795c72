package io.redispatterns.spring.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.redispatterns.RedisPatterns;
import io.redispatterns.redis.Command;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The starter in a real server: response header, meters, health. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "redis-patterns.cache.response-header=X-Cache",
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.health.show-details=always"
        })
class WebApplicationTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EnableCaching
    @Import({Cities.class, Pages.class})
    static class Application {}

    static class Cities {

        @Cached(cache = "cities", negativeTtl = "1m")
        Optional<String> find(long id) {
            return id < 0 ? Optional.empty() : Optional.of("city " + id);
        }

        @Cacheable("springCities")
        public String findByName(String name) {
            return "named " + name;
        }

        @CacheInvalidate("cities")
        void change(long id) {}
    }

    @RestController
    static class Pages {

        private final Cities cities;
        private final CacheManager manager;

        Pages(Cities cities, CacheManager manager) {
            this.cities = cities;
            this.manager = manager;
        }

        @GetMapping("/city/{id}")
        ResponseEntity<String> city(@PathVariable long id) {
            return ResponseEntity.of(cities.find(id));
        }

        @GetMapping("/two/{id}/{name}")
        String two(@PathVariable long id, @PathVariable String name) {
            return cities.find(id).orElse("") + cities.findByName(name);
        }

        @GetMapping("/later/{id}")
        Callable<String> later(@PathVariable long id) {
            String now = cities.find(id).orElse("");
            return () -> now;
        }

        @GetMapping("/fail/{id}")
        String fail(@PathVariable long id) {
            cities.find(id);
            throw new IllegalStateException("on purpose");
        }

        @GetMapping("/nothing")
        String nothing() {
            return "nothing";
        }

        @PostMapping("/city/{id}")
        String change(@PathVariable long id) {
            cities.change(id);
            manager.getCache("madeLater").put("k", "v");
            manager.getCache("madeLater").get("k");
            return "changed";
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private RedisPatterns patterns;

    @Autowired
    private MeterRegistry meters;

    @BeforeEach
    void empty() {
        patterns.gateway().call(Command.of("FLUSHALL"));
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String cacheHeader(String method, String path) throws IOException, InterruptedException {
        return String.join(",", send(method, path).headers().allValues("X-Cache"));
    }

    @Test
    void aResponseSaysWhetherItCameFromTheCache() throws Exception {
        assertThat(cacheHeader("GET", "/city/1")).isEqualTo("MISS");
        assertThat(cacheHeader("GET", "/city/1")).isEqualTo("HIT");
        assertThat(cacheHeader("GET", "/city/-1")).isEqualTo("MISS");
        assertThat(cacheHeader("GET", "/city/-1")).as("a kept null").isEqualTo("HIT");
        assertThat(cacheHeader("POST", "/city/1")).isEqualTo("HIT");
        assertThat(cacheHeader("GET", "/city/1")).isEqualTo("MISS");
        assertThat(cacheHeader("GET", "/nothing")).isEqualTo("MISS");
    }

    @Test
    void everyReadOfARequestHasToBeAHit() throws Exception {
        assertThat(cacheHeader("GET", "/two/1/a")).isEqualTo("MISS");
        assertThat(cacheHeader("GET", "/two/1/a")).isEqualTo("HIT");
        assertThat(cacheHeader("GET", "/two/1/b")).isEqualTo("MISS");
        assertThat(cacheHeader("GET", "/two/2/b")).isEqualTo("MISS");
    }

    @Test
    void errorsAndAsynchronousResponsesHaveTheHeaderToo() throws Exception {
        cacheHeader("GET", "/city/1");
        assertThat(cacheHeader("GET", "/fail/1")).isEqualTo("HIT");
        assertThat(cacheHeader("GET", "/fail/2")).isEqualTo("MISS");
        assertThat(cacheHeader("GET", "/later/1")).isEqualTo("HIT");
        assertThat(cacheHeader("GET", "/later/3")).isEqualTo("MISS");
        assertThat(cacheHeader("GET", "/no-such-page")).isEqualTo("MISS");
    }

    @Test
    void metersCountWhatTheCachesDo() throws Exception {
        double hits = count("cities", "cache.gets", "result", "hit");
        double misses = count("cities", "cache.gets", "result", "miss");
        double puts = count("cities", "cache.puts");
        double evictions = count("cities", "cache.evictions");
        double loads = count("cities", "cache.load", "result", "success");
        send("GET", "/city/-1");
        send("GET", "/city/-1");
        send("GET", "/city/1");
        send("GET", "/city/1");
        send("POST", "/city/1");
        assertThat(count("cities", "cache.gets", "result", "hit") - hits).isEqualTo(2);
        assertThat(count("cities", "cache.gets", "result", "miss") - misses).isEqualTo(2);
        assertThat(count("cities", "cache.puts") - puts).isEqualTo(2);
        assertThat(count("cities", "cache.evictions") - evictions).isEqualTo(1);
        assertThat(count("cities", "cache.load", "result", "success") - loads).isEqualTo(2);
        assertThat(meters.get("cache.load.duration")
                        .tag("cache", "cities")
                        .timeGauge()
                        .value())
                .isPositive();
        assertThat(count("springCities", "cache.puts")).isGreaterThanOrEqualTo(0);
        assertThat(count("madeLater", "cache.gets", "result", "hit")).isPositive();
        assertThat(meters.get("cache.gets").tag("cache", "cities").functionCounters())
                .allSatisfy(meter -> assertThat(meter.getId().getTag("name")).isEqualTo("cities"));
    }

    @Test
    void theCachesEndpointListsAndEmptiesThem() throws Exception {
        send("GET", "/city/1");
        assertThat(send("GET", "/actuator/caches").body())
                .contains("\"cities\"")
                .contains("\"springCities\"");
        assertThat(send("DELETE", "/actuator/caches/cities").statusCode()).isEqualTo(204);
        assertThat(cacheHeader("GET", "/city/1")).isEqualTo("MISS");
    }

    @Test
    void healthTellsTheBackendAndItsVersion() throws Exception {
        assertThat(send("GET", "/actuator/health/redisPatterns").body())
                .contains("\"status\":\"UP\"")
                .contains("\"backend\":\"embedded\"")
                .contains("\"version\":\"7.")
                .contains("\"roundTripMicros\":");
        assertThat(send("GET", "/actuator/health/redis").body()).contains("\"status\":\"UP\"");
    }

    private double count(String cache, String meter, String... tags) {
        return meters.get(meter)
                .tag("cache", cache)
                .tags(tags)
                .functionCounter()
                .count();
    }
}
