package io.redispatterns.sample.city;

/** The city guide as it starts from a fresh clone: on the engine inside the application. */
class EmbeddedCityGuideTest extends CityGuideContract {}
