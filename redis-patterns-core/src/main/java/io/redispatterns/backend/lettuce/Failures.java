package io.redispatterns.backend.lettuce;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.GatewayInterruptedException;
import io.redispatterns.redis.GatewayTimeoutException;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisValue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Lettuce's exceptions in the terms of the port. */
final class Failures {

    private Failures() {}

    static GatewayException translate(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof GatewayException known) {
            return known;
        }
        if (cause instanceof RedisCommandExecutionException error) {
            return errorOf(error).toException();
        }
        if (cause instanceof RedisCommandTimeoutException || cause instanceof TimeoutException) {
            return new GatewayTimeoutException("redis did not answer in time", cause);
        }
        if (cause instanceof InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return new GatewayInterruptedException("interrupted while waiting for redis", interrupt);
        }
        return new GatewayUnavailableException("redis cannot be reached: " + reasonOf(cause), cause);
    }

    private static String reasonOf(Throwable cause) {
        return cause.getMessage() != null
                ? cause.getMessage()
                : cause.getClass().getSimpleName();
    }

    static RedisValue.ErrorValue errorOf(RedisCommandExecutionException error) {
        return RedisValue.ErrorValue.parse(error.getMessage() == null ? "ERR" : error.getMessage());
    }
}
