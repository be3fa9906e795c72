package io.redispatterns.sample.city;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The REST API. */
@RestController
@RequestMapping("/api/cities")
class CityController {

    private final CityGuide guide;

    CityController(CityGuide guide) {
        this.guide = guide;
    }

    @GetMapping("/{id}")
    City find(@PathVariable long id) {
        return guide.find(id).orElseThrow(() -> new CityNotFoundException(id));
    }

    @GetMapping(params = "ids")
    Collection<City> several(@RequestParam @Size(max = 100) List<Long> ids) {
        return guide.findAll(ids).values();
    }

    @GetMapping
    List<City> largest(
            @RequestParam @Pattern(regexp = "[A-Z]{2}", message = "must be two capital letters") String country,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        return guide.largest(country, limit);
    }

    @PutMapping("/{id}")
    City update(@PathVariable long id, @Valid @RequestBody CityUpdate change) {
        return guide.update(id, change).orElseThrow(() -> new CityNotFoundException(id));
    }
}
