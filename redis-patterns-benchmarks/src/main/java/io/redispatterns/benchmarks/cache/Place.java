package io.redispatterns.benchmarks.cache;

import java.util.List;

/** A value to cache, of some 300 bytes as JSON. */
public record Place(
        long id,
        String name,
        String country,
        String description,
        double longitude,
        double latitude,
        long population,
        List<String> tags) {

    /** The same place under any id. */
    static Place of(long id) {
        return new Place(
                id,
                "Lisbon",
                "PT",
                "The capital and largest city of Portugal, on seven hills above the estuary of the Tagus; "
                        + "older than Rome, rebuilt after the earthquake of 1755.",
                -9.13333,
                38.71667,
                517_802,
                List.of("capital", "port", "atlantic", "trams"));
    }
}
