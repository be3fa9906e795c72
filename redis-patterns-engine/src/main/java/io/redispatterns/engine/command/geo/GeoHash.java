package io.redispatterns.engine.command.geo;

/**
 * A cell of a grid over the earth: {@code step} bits each of its row and its column, interleaved so that near cells have near
 * numbers, as in G. M. Morton's order. Redis's grid covers the latitudes that a Mercator map shows; with 26 steps a cell's number is
 * the score of a place.
 */
record GeoHash(long bits, int step) {

    /** The steps of a place's own cell: 52 bits, which a double holds exactly. */
    static final int MAX_STEP = 26;

    private static final long ROWS = 0x5555555555555555L;
    private static final long COLUMNS = 0xaaaaaaaaaaaaaaaaL;
    private static final long UNSIGNED_INT = 0xffffffffL;
    private static final double TWO_TO_63 = 0x1p63;

    /** The latitudes that a grid covers; all cover all longitudes. */
    record Grid(double minLatitude, double maxLatitude) {

        /** Redis's own: the square map that ends where Mercator's projection is as high as wide. */
        static final Grid MERCATOR = new Grid(-GeoPoint.MAX_LATITUDE, GeoPoint.MAX_LATITUDE);

        /** That of the geohashes which are exchanged as texts. */
        static final Grid WHOLE_EARTH = new Grid(-90, 90);
    }

    /** Returns the cell in which a point is. */
    static GeoHash of(Grid grid, GeoPoint point, int step) {
        double row = (point.latitude() - grid.minLatitude()) / (grid.maxLatitude() - grid.minLatitude());
        double column =
                (point.longitude() - GeoPoint.MIN_LONGITUDE) / (GeoPoint.MAX_LONGITUDE - GeoPoint.MIN_LONGITUDE);
        double cells = 1L << step;
        return new GeoHash(spread((long) (row * cells)) | (spread((long) (column * cells)) << 1), step);
    }

    /** Returns the cell of a place in Redis's grid. */
    static GeoHash of(GeoPoint point, int step) {
        return of(Grid.MERCATOR, point, step);
    }

    /** Returns the cell that a score stands for. Scores that are none of a place count as C's conversion takes them. */
    static GeoHash ofScore(double score) {
        long bits = score < TWO_TO_63 ? truncated(score) : truncated(score - TWO_TO_63) ^ Long.MIN_VALUE;
        return new GeoHash(bits, MAX_STEP);
    }

    private static long truncated(double number) {
        return number < TWO_TO_63 ? (long) number : Long.MIN_VALUE;
    }

    /** The lowest score of a place in the cell. */
    long minScore() {
        return bits << (2 * (MAX_STEP - step));
    }

    /** The lowest score of a place behind the cell. */
    long endScore() {
        return (bits + 1) << (2 * (MAX_STEP - step));
    }

    /** Returns the cell so many columns to the east and rows to the north, each -1, 0 or 1; the grid's edges are joined. */
    GeoHash neighbour(int east, int north) {
        return movedEast(east).movedNorth(north);
    }

    private GeoHash movedEast(int columns) {
        return columns == 0 ? this : new GeoHash(moved(COLUMNS, ROWS, columns) | (bits & ROWS), step);
    }

    private GeoHash movedNorth(int rows) {
        return rows == 0 ? this : new GeoHash(moved(ROWS, COLUMNS, rows) | (bits & COLUMNS), step);
    }

    /** Counts the bits of one mask up or down, as if those of the other were not in between. */
    private long moved(long mask, long other, int by) {
        int unused = Long.SIZE - 2 * step;
        long gaps = other >>> unused;
        long part = bits & mask;
        long sum = by > 0 ? part + (gaps + 1) : (part | gaps) - (gaps + 1);
        return sum & (mask >>> unused);
    }

    /** The part of the earth that the cell is. */
    GeoArea area() {
        long row = squashed(bits);
        long column = squashed(bits >>> 1);
        return new GeoArea(
                longitude(column),
                longitude((column + 1) & UNSIGNED_INT),
                latitude(row),
                latitude((row + 1) & UNSIGNED_INT));
    }

    private double longitude(long column) {
        return GeoPoint.MIN_LONGITUDE + share(column) * (GeoPoint.MAX_LONGITUDE - GeoPoint.MIN_LONGITUDE);
    }

    private double latitude(long row) {
        return -GeoPoint.MAX_LATITUDE + share(row) * (2 * GeoPoint.MAX_LATITUDE);
    }

    private double share(long index) {
        return index * 1.0 / (1L << step);
    }

    /** Puts a zero bit in front of each of the lowest 32 bits. */
    private static long spread(long number) {
        long x = number & UNSIGNED_INT;
        x = (x | (x << 16)) & 0x0000ffff0000ffffL;
        x = (x | (x << 8)) & 0x00ff00ff00ff00ffL;
        x = (x | (x << 4)) & 0x0f0f0f0f0f0f0f0fL;
        x = (x | (x << 2)) & 0x3333333333333333L;
        return (x | (x << 1)) & ROWS;
    }

    /** Takes out every second bit. */
    private static long squashed(long number) {
        long x = number & ROWS;
        x = (x | (x >>> 1)) & 0x3333333333333333L;
        x = (x | (x >>> 2)) & 0x0f0f0f0f0f0f0f0fL;
        x = (x | (x >>> 4)) & 0x00ff00ff00ff00ffL;
        x = (x | (x >>> 8)) & 0x0000ffff0000ffffL;
        return (x | (x >>> 16)) & UNSIGNED_INT;
    }
}
