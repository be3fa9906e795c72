package io.redispatterns.engine.command.geo;

/** What is searched around a point; lengths are in the unit that the caller has chosen. */
sealed interface GeoShape {

    /** What a place outside has as its distance. */
    double OUTSIDE = -1;

    /** The meters of a unit. */
    double metersPerUnit();

    /** How far the shape reaches to the east and west, in meters. */
    double metersEast();

    /** How far the shape reaches to the north and south, in meters. */
    double metersNorth();

    /** How far its farthest point is from the center, in meters. */
    double radiusMeters();

    /** The distance between center and point in meters, or {@link #OUTSIDE}. */
    double distanceInside(GeoPoint center, GeoPoint point);

    /** All within a radius. */
    record Circle(double radius, double metersPerUnit) implements GeoShape {

        @Override
        public double metersEast() {
            return radiusMeters();
        }

        @Override
        public double metersNorth() {
            return radiusMeters();
        }

        @Override
        public double radiusMeters() {
            return radius * metersPerUnit;
        }

        @Override
        public double distanceInside(GeoPoint center, GeoPoint point) {
            double distance = center.distance(point);
            return distance > radiusMeters() ? OUTSIDE : distance;
        }
    }

    /** All within a rectangle that lies along the meridians. */
    record Box(double width, double height, double metersPerUnit) implements GeoShape {

        @Override
        public double metersEast() {
            return metersPerUnit * (width / 2);
        }

        @Override
        public double metersNorth() {
            return metersPerUnit * (height / 2);
        }

        @Override
        public double radiusMeters() {
            return Math.sqrt((width / 2) * (width / 2) + (height / 2) * (height / 2)) * metersPerUnit;
        }

        @Override
        public double distanceInside(GeoPoint center, GeoPoint point) {
            double east = point.distance(new GeoPoint(center.longitude(), point.latitude()));
            double north = point.distance(new GeoPoint(point.longitude(), center.latitude()));
            boolean outside = east > width * metersPerUnit / 2 || north > height * metersPerUnit / 2;
            return outside ? OUTSIDE : center.distance(point);
        }
    }
}
