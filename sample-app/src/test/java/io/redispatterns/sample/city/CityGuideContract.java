package io.redispatterns.sample.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.Cache;
import io.redispatterns.writebehind.Write;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** What the city guide promises over HTTP, on whatever Redis. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class CityGuideContract {

    private static final long LISBON_ID = 2267057;
    private static final String LISBON = "/api/cities/2267057";
    private static final String LISBON_KEY = "city-guide:cache:cities:2267057";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private StringRedisTemplate redis;

    @Autowired
    private RedisPatterns patterns;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Ratings ratings;

    @MockitoSpyBean
    private CityRepository repository;

    @BeforeEach
    void empty() {
        // Copies in this process too are gone at once then, and not when Redis has told of the deletion.
        patterns.caches().forEach(Cache::clear);
        redis.delete(redis.keys("city-guide:cache:*"));
    }

    @Test
    void secondReadIsAHit() throws Exception {
        HttpResponse<String> first = get(LISBON);
        HttpResponse<String> second = get(LISBON);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("\"id\":2267057", "\"name\":\"Lisbon\"", "\"country\":\"PT\"");
        assertThat(xCache(first)).isEqualTo("MISS");
        assertThat(xCache(second)).isEqualTo("HIT");
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void keyHasItsDocumentedNameAndATtl() throws Exception {
        get(LISBON);

        assertThat(redis.keys("city-guide:cache:*")).containsExactly(LISBON_KEY);
        assertThat(redis.getExpire(LISBON_KEY, TimeUnit.SECONDS)).isBetween(500L, 600L);
    }

    @Test
    void unknownIdIsAProblemAndCachedAsSuch() throws Exception {
        HttpResponse<String> first = get("/api/cities/1");
        HttpResponse<String> second = get("/api/cities/1");

        assertThat(first.statusCode()).isEqualTo(404);
        assertThat(contentType(first)).isEqualTo("application/problem+json");
        assertThat(first.body()).contains("There is no city 1.");
        assertThat(second.statusCode()).isEqualTo(404);
        assertThat(xCache(second)).isEqualTo("HIT");
        verify(repository, times(1)).findById(1);
    }

    @Test
    void listsTheLargestCitiesOfACountry() throws Exception {
        HttpResponse<String> first = get("/api/cities?country=PT&limit=2");
        HttpResponse<String> second = get("/api/cities?country=PT&limit=2");

        assertThat(first.body()).matches("\\[\\{[^{}]*\"Lisbon\"[^{}]*},\\{[^{}]*\"Porto\"[^{}]*}]");
        assertThat(xCache(first)).isEqualTo("MISS");
        assertThat(xCache(second)).isEqualTo("HIT");
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void severalCitiesAreReadTogetherAndLoadedOnlyIfMissing() throws Exception {
        get(LISBON);

        HttpResponse<String> both = get("/api/cities?ids=2267057,2735943,1");
        HttpResponse<String> again = get("/api/cities?ids=2735943,2267057");

        assertThat(both.body()).matches("\\[\\{[^{}]*\"Lisbon\"[^{}]*},\\{[^{}]*\"Porto\"[^{}]*}]");
        verify(repository).findAllById(List.of(2735943L, 1L));
        assertThat(xCache(again)).isEqualTo("HIT");
        assertThat(xCache(get("/api/cities/2735943"))).isEqualTo("HIT");
    }

    @Test
    void aCityThatIsReadOftenIsAnsweredFromACopy() {
        Cache<?> cities = Objects.requireNonNull(patterns.findCache("cities"));
        long before = cities.stats().nearHits();

        await().until(() -> {
            get(LISBON);
            return cities.stats().nearHits() > before;
        });
    }

    @Test
    void badParameterIsAProblemThatNamesIt() throws Exception {
        HttpResponse<String> country = get("/api/cities?country=portugal");
        HttpResponse<String> limit = get("/api/cities?country=PT&limit=1000");

        assertThat(country.statusCode()).isEqualTo(400);
        assertThat(country.body()).contains("\"errors\":{\"country\":");
        assertThat(limit.statusCode()).isEqualTo(400);
        assertThat(limit.body()).contains("\"errors\":{\"limit\":");
        assertThat(get("/api/cities/lisbon").statusCode()).isEqualTo(400);
    }

    @Test
    void changeIsSeenByTheNextRead() throws Exception {
        get("/api/cities/2271772");
        get("/api/cities?country=PT&limit=1");

        HttpResponse<String> put = put("/api/cities/2271772", body("Amadora da Serra", "179000"));
        HttpResponse<String> read = get("/api/cities/2271772");

        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(read.body())
                .isEqualTo(put.body())
                .contains("\"name\":\"Amadora da Serra\"", "\"population\":179000");
        assertThat(xCache(read)).isEqualTo("MISS");
        assertThat(xCache(get("/api/cities?country=PT&limit=1"))).isEqualTo("MISS");
    }

    @Test
    void changeLeavesTheListsOfOtherCountries() throws Exception {
        get("/api/cities?country=NO&limit=1");
        get("/api/cities?country=PT&limit=1");

        put("/api/cities/2271772", body("Amadora", "178858"));

        assertThat(xCache(get("/api/cities?country=NO&limit=1"))).isEqualTo("HIT");
        assertThat(xCache(get("/api/cities?country=PT&limit=1"))).isEqualTo("MISS");
    }

    @Test
    void ratingIsReadAtOnceAndReachesTheDatabaseLater() throws Exception {
        String rating = LISBON + "/ratings/ana";

        put(rating, "{\"stars\":3}");
        HttpResponse<String> last = put(rating, "{\"stars\":5}");

        assertThat(last.statusCode()).isEqualTo(202);
        assertThat(get(rating).body()).isEqualTo("{\"city\":2267057,\"guest\":\"ana\",\"stars\":5}");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql("select stars from rating where city = 2267057 and guest = 'ana'")
                        .query(Integer.class)
                        .list()
                        .equals(List.of(5)));
        assertThat(get(rating).body()).contains("\"stars\":5");
    }

    /** As when an instance that stood still for a while writes what another one has gone past. */
    @Test
    void olderRatingDoesNotReplaceANewerOne() {
        long version = 7;
        jdbc.sql("delete from rating where guest = 'bo'").update();
        ratings.saveAll(List.of(write(5, version)));
        ratings.saveAll(List.of(write(1, version - 1)));
        assertThat(ratings.find(LISBON_ID, "bo")).contains(new Rating(LISBON_ID, "bo", 5));
        ratings.saveAll(List.of(write(3, version + 1)));
        assertThat(jdbc.sql("select stars from rating where guest = 'bo'")
                        .query(Integer.class)
                        .list())
                .containsExactly(3);
    }

    private static Write<Rating> write(int stars, long version) {
        return new Write<>(LISBON_ID + ":bo", new Rating(LISBON_ID, "bo", stars), version, "key-" + version, 1);
    }

    @Test
    void ratingThatCannotBeIsAProblem() throws Exception {
        assertThat(put(LISBON + "/ratings/ana", "{\"stars\":6}").body()).contains("\"errors\":{\"stars\":");
        assertThat(put(LISBON + "/ratings/Ana!", "{\"stars\":1}").statusCode()).isEqualTo(400);
        assertThat(put("/api/cities/1/ratings/ana", "{\"stars\":1}").statusCode())
                .isEqualTo(404);
        assertThat(get(LISBON + "/ratings/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void badBodyIsAProblemThatNamesTheField() throws Exception {
        HttpResponse<String> negative = put(LISBON, body("Lisbon", "-1"));
        HttpResponse<String> wrongKind = put(LISBON, body("Lisbon", "\"many\""));
        HttpResponse<String> unnamed = put(LISBON, body(" ", "1"));

        assertThat(List.of(negative, wrongKind, unnamed))
                .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(400))
                .allSatisfy(response -> assertThat(contentType(response)).isEqualTo("application/problem+json"));
        assertThat(negative.body()).contains("\"errors\":{\"population\":");
        assertThat(wrongKind.body()).contains("\"errors\":{\"population\":");
        assertThat(unnamed.body()).contains("\"errors\":{\"name\":");
    }

    @Test
    void changeOfAnUnknownCityIsAProblem() throws Exception {
        assertThat(put("/api/cities/1", body("Nowhere", "1")).statusCode()).isEqualTo(404);
    }

    @Test
    void thousandRequestsForOneColdKeyLoadOnce() {
        CountDownLatch allSent = new CountDownLatch(1);
        doAnswer(invocation -> {
                    assertThat(allSent.await(30, TimeUnit.SECONDS)).isTrue();
                    return invocation.callRealMethod();
                })
                .when(repository)
                .findById(anyLong());

        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(http.sendAsync(request(LISBON).build(), HttpResponse.BodyHandlers.ofString()));
        }
        allSent.countDown();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().body()).contains("\"Lisbon\""));
        verify(repository, times(1)).findById(2267057);
    }

    @Test
    void healthAndMetricsShowTheCache() throws Exception {
        get(LISBON);
        get(LISBON);

        assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"", "redisPatterns");
        assertThat(get("/actuator/metrics/cache.gets?tag=cache:cities&tag=result:hit")
                        .body())
                .contains("\"name\":\"cache.gets\"");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static String body(String name, String population) {
        return "{\"name\":\"" + name + "\",\"country\":\"PT\",\"population\":" + population
                + ",\"longitude\":-8.61,\"latitude\":41.14}";
    }

    private static String xCache(HttpResponse<?> response) {
        return response.headers().firstValue("X-Cache").orElse("none");
    }

    private static String contentType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("none");
    }
}
