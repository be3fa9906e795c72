package io.redispatterns.sample.city;

/**
 * A city.
 *
 * @param id its GeoNames id
 * @param name its name
 * @param country its country, in two letters of ISO 3166
 * @param adminCode the first-level division it lies in, by GeoNames' code; may be empty
 * @param featureCode what it is, by GeoNames' code: PPLC is a capital
 * @param population how many people live there
 * @param longitude degrees east
 * @param latitude degrees north
 */
public record City(
        long id,
        String name,
        String country,
        String adminCode,
        String featureCode,
        long population,
        double longitude,
        double latitude) {}
