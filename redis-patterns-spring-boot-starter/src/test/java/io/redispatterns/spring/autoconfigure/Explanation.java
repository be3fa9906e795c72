package io.redispatterns.spring.autoconfigure;

import java.util.Objects;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.mock.env.MockEnvironment;

/** What an application tells on the console when it fails to start. */
final class Explanation {

    private Explanation() {}

    static FailureAnalysis of(Throwable failure) {
        ArgumentResolver arguments = ArgumentResolver.of(Environment.class, new MockEnvironment());
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, arguments, FailureHandler.handleMessage((message, error) -> {}))
                .stream()
                .map(analyzer -> analyze(analyzer, failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not explained", failure));
    }

    private static FailureAnalysis analyze(FailureAnalyzer analyzer, Throwable failure) {
        try {
            return analyzer.analyze(failure);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
