package io.redispatterns.engine.command.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search finds the places that are near enough when all are measured, and no others. */
class GeoModelTest {

    private static final double RADIUS = 6372797.560856;
    private static final int PLACES = 2000;
    private static final int SEARCHES = 200;
    /** The positions that scores hold are so many meters off, and sums of sines a little more. */
    private static final double TOLERANCE = 1;

    private record Place(String name, double longitude, double latitude) {

        double metersTo(double otherLongitude, double otherLatitude) {
            double cosine = Math.sin(Math.toRadians(latitude)) * Math.sin(Math.toRadians(otherLatitude))
                    + Math.cos(Math.toRadians(latitude))
                            * Math.cos(Math.toRadians(otherLatitude))
                            * Math.cos(Math.toRadians(longitude - otherLongitude));
            return RADIUS * Math.acos(Math.max(-1, Math.min(1, cosine)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 170, 60, 2000000",
        "2, 170, 60, 100000",
        "3, 1, 1, 50000",
        "4, 0.01, 0.01, 500",
        "5, 150, 80, 300000"
    })
    void findsWhatMeasuringFinds(long seed, double width, double height, double maxRadius) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Place> places = new ArrayList<>();
        int found = 0;
        try (RedisEngine engine = RedisEngine.open();
                EngineSession session = engine.session()) {
            for (int i = 0; i < PLACES; i++) {
                Place place = new Place("p" + i, random.nextDouble(-width, width), random.nextDouble(-height, height));
                places.add(place);
                session.call("GEOADD", "g", text(place.longitude()), text(place.latitude()), place.name());
            }
            for (int i = 0; i < SEARCHES; i++) {
                found += search(session, random, places, width, height, maxRadius);
            }
        }
        assertThat(found).isPositive();
    }

    private static int search(
            EngineSession session,
            SplittableRandom random,
            List<Place> places,
            double width,
            double height,
            double maxRadius) {
        double longitude = random.nextDouble(-width, width);
        double latitude = random.nextDouble(-height, height);
        double radius = random.nextDouble(maxRadius);
        Reply reply = session.call(
                "GEOSEARCH", "g", "FROMLONLAT", text(longitude), text(latitude), "BYRADIUS", text(radius), "m");
        List<Reply> found = ((Reply.Array) reply).items();
        assertThat(found).doesNotHaveDuplicates();
        for (Place place : places) {
            double meters = place.metersTo(longitude, latitude);
            if (Math.abs(meters - radius) > TOLERANCE) {
                assertThat(found.contains(Reply.of(place.name())))
                        .as("%s, %s meters from %s %s, radius %s", place, meters, longitude, latitude, radius)
                        .isEqualTo(meters < radius);
            }
        }
        return found.size();
    }

    private static String text(double number) {
        return Double.toString(number);
    }
}
