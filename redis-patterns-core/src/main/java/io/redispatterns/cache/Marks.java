package io.redispatterns.cache;

/**
 * Where a cache's generations stand.
 *
 * @param latest the generation that has begun last: what is loaded from now on is of this one
 * @param removed entries of earlier generations count as removed
 * @param expired entries of earlier generations count as expired
 * @param tagged entries of this generation and later ones are untouched by invalidations of tags
 */
record Marks(long latest, long removed, long expired, long tagged) {

    static Marks parse(String text) {
        String[] numbers = text.split(" ");
        if (numbers.length != 4) {
            throw new NumberFormatException("generations are four numbers, not \"" + text + "\"");
        }
        return new Marks(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    /** The bounds for an entry without tags. */
    Bounds bounds() {
        return new Bounds(removed, expired);
    }
}
