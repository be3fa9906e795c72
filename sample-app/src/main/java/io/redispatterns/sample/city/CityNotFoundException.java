package io.redispatterns.sample.city;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no city of that id: a 404 with a problem for a body. */
class CityNotFoundException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    CityNotFoundException(long id) {
        super(HttpStatus.NOT_FOUND);
        setTitle("City not found");
        setDetail("There is no city " + id + ".");
    }
}
