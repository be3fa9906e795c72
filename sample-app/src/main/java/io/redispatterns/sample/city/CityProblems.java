package io.redispatterns.sample.city;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Bad requests as problems that name what is wrong: {@code "errors": {"population": "must be greater than or equal to 0"}}. */
@RestControllerAdvice
class CityProblems extends ResponseEntityExceptionHandler {

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Map<String, String> errors = new TreeMap<>();
        for (FieldError error : e.getBindingResult().getFieldErrors()) {
            errors.put(error.getField(), String.valueOf(error.getDefaultMessage()));
        }
        return problem(e, e.getBody(), errors, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Map<String, String> errors = new TreeMap<>();
        e.getParameterValidationResults()
                .forEach(result -> result.getResolvableErrors()
                        .forEach(error -> errors.put(
                                error instanceof FieldError field
                                        ? field.getField()
                                        : String.valueOf(
                                                result.getMethodParameter().getParameterName()),
                                String.valueOf(error.getDefaultMessage()))));
        return problem(e, e.getBody(), errors, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail body =
                createProblemDetail(e, status, "The body is not a JSON document as expected.", null, null, request);
        return problem(e, body, unreadableField(e), headers, status, request);
    }

    /** The field at which the JSON could not be read as what it has to be, if it got that far. */
    private static Map<String, String> unreadableField(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof JacksonException cause && !cause.getPath().isEmpty()) {
            String field = cause.getPath().get(cause.getPath().size() - 1).getPropertyName();
            return field == null ? Map.of() : Map.of(field, "has a value of the wrong kind");
        }
        return Map.of();
    }

    private @Nullable ResponseEntity<Object> problem(
            Exception e,
            ProblemDetail body,
            Map<String, String> errors,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        body.setProperty("errors", errors);
        return handleExceptionInternal(e, body, headers, status, request);
    }
}
