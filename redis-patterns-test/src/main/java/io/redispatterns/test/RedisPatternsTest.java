package io.redispatterns.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * A Spring test whose application keeps its data in an engine of its own, empty before each test, with a clock that the
 * test moves.
 *
 * <pre>{@code
 * @SpringBootTest
 * @RedisPatternsTest
 * class CitiesTest {
 *
 *     @Autowired Cities cities;
 *     @Autowired RedisPatterns patterns;
 *     @Autowired ManualTimeSource time;
 *
 *     @Test
 *     void aCityIsKeptForTenMinutes() {
 *         cities.find(1);
 *         assertThatCache(patterns, "cities").during(() -> cities.find(1)).hasHits(1);
 *         time.advance(Duration.ofMinutes(11));
 *         assertThatCache(patterns, "cities").during(() -> cities.find(1)).hasMisses(1).hasLoads(1);
 *     }
 * }
 * }</pre>
 *
 * <p>No server is used, whatever {@code spring.data.redis.*} says. The clock stands still until it is moved with
 * {@link io.redispatterns.engine.util.ManualTimeSource#advance}, and it never goes back, also not between tests.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Import(EngineTestConfiguration.class)
@ExtendWith(EmptyEngine.class)
@TestPropertySource(properties = "redis-patterns.backend=embedded")
public @interface RedisPatternsTest {}
