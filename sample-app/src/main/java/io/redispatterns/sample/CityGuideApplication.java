package io.redispatterns.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A guide to 24,323 cities: a REST API over a database, whose reads are cached by an annotation. */
@SpringBootApplication
public class CityGuideApplication {

    /** Starts the application. */
    public static void main(String[] args) {
        SpringApplication.run(CityGuideApplication.class, args);
    }
}
