package io.redispatterns.spring.autoconfigure;

import io.redispatterns.spring.RedisPatternsConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a mistake in settings or annotations without its stack trace, and with its cure. */
final class RedisPatternsFailureAnalyzer extends AbstractFailureAnalyzer<RedisPatternsConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RedisPatternsConfigurationException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
