package io.redispatterns.sample.city;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The ratings in the REST API. */
@RestController
@RequestMapping("/api/cities/{city}/ratings/{guest}")
class RatingController {

    private final CityGuide guide;
    private final Ratings ratings;

    RatingController(CityGuide guide, Ratings ratings) {
        this.guide = guide;
        this.ratings = ratings;
    }

    /** How many stars a guest gives. */
    record Stars(@NotNull @Min(1) @Max(5) Integer stars) {}

    @GetMapping
    ResponseEntity<Rating> find(@PathVariable long city, @PathVariable String guest) {
        return ResponseEntity.of(ratings.find(city, guest));
    }

    @PutMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Rating rate(
            @PathVariable long city,
            @PathVariable @Pattern(regexp = "[a-z0-9-]{1,40}", message = "must be a-z, 0-9 and -, 40 at most")
                    String guest,
            @Valid @RequestBody Stars given) {
        Rating rating = guide.find(city)
                .map(known -> new Rating(known.id(), guest, given.stars()))
                .orElseThrow(() -> new CityNotFoundException(city));
        ratings.save(rating);
        return rating;
    }
}
