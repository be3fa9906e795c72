package io.redispatterns.engine.command.geo;

import java.util.ArrayList;
import java.util.List;

/**
 * The cells of Redis's grid that together hold all that is inside of a shape: the one of its center and those of the eight around it
 * that the shape reaches, in Redis's order, on which the order of unsorted results depends.
 */
final class SearchCells {

    private static final double MERCATOR_MAX_METERS = 20037726.37;
    /** Nearer to a pole than this the map is so wide that larger cells are needed. */
    private static final double HIGH_LATITUDE = 66;

    private static final double POLAR_LATITUDE = 80;

    /** East and north: the center, north, south, east, west, north-east, north-west, south-east, south-west. */
    private static final int[][] DIRECTIONS = {
        {0, 0}, {0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}
    };

    private SearchCells() {}

    static List<GeoHash> of(GeoPoint center, GeoShape shape) {
        GeoArea bounds = center.around(shape.metersEast(), shape.metersNorth());
        int step = step(shape.radiusMeters(), center.latitude());
        GeoHash cell = GeoHash.of(center, step);
        if (step > 1 && isTooSmall(cell, bounds)) {
            cell = GeoHash.of(center, step - 1);
        }
        return needed(cell, bounds);
    }

    /** Estimates how fine the grid may be. */
    private static int step(double radiusMeters, double latitude) {
        if (radiusMeters == 0) {
            return GeoHash.MAX_STEP;
        }
        int step = -1;
        for (double range = radiusMeters; range < MERCATOR_MAX_METERS; range *= 2) {
            step++;
        }
        if (Math.abs(latitude) > HIGH_LATITUDE) {
            step -= Math.abs(latitude) > POLAR_LATITUDE ? 2 : 1;
        }
        return Math.max(1, Math.min(GeoHash.MAX_STEP, step));
    }

    /** Whether the bounds go beyond the cells around this one. */
    private static boolean isTooSmall(GeoHash cell, GeoArea bounds) {
        return cell.neighbour(0, 1).area().north() < bounds.north()
                || cell.neighbour(0, -1).area().south() > bounds.south()
                || cell.neighbour(1, 0).area().east() < bounds.east()
                || cell.neighbour(-1, 0).area().west() > bounds.west();
    }

    private static List<GeoHash> needed(GeoHash cell, GeoArea bounds) {
        GeoArea middle = cell.area();
        boolean all = cell.step() < 2;
        List<GeoHash> cells = new ArrayList<>(DIRECTIONS.length);
        for (int[] direction : DIRECTIONS) {
            if (all || isNeeded(middle, bounds, direction[0], direction[1])) {
                addUnlessLast(cells, cell.neighbour(direction[0], direction[1]));
            }
        }
        return cells;
    }

    private static boolean isNeeded(GeoArea middle, GeoArea bounds, int east, int north) {
        boolean south = north < 0 && middle.south() < bounds.south();
        boolean tooFarNorth = north > 0 && middle.north() > bounds.north();
        boolean west = east < 0 && middle.west() < bounds.west();
        boolean tooFarEast = east > 0 && middle.east() > bounds.east();
        return !(south || tooFarNorth || west || tooFarEast);
    }

    /** On a coarse grid neighbours are the same cell, which is looked at once only when it follows itself; the center does not count. */
    private static void addUnlessLast(List<GeoHash> cells, GeoHash cell) {
        if (cells.size() < 2 || !cells.get(cells.size() - 1).equals(cell)) {
            cells.add(cell);
        }
    }
}
