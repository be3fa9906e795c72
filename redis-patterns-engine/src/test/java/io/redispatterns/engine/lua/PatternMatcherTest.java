package io.redispatterns.engine.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatternMatcherTest {

    /** On a real server such a pattern ends the process. */
    @Test
    void longPatternsNeedNoStack() {
        int length = 300_000;
        byte[] subject = LatinText.bytes("a".repeat(length));
        byte[] pattern = LatinText.bytes("a?".repeat(length) + "a*".repeat(length));
        assertThat(new PatternMatcher(subject, pattern, steps -> {}).match(0, 0))
                .isEqualTo(length);
    }

    @Test
    void exponentialSearchesCanBeStopped() {
        byte[] subject = LatinText.bytes("a".repeat(100));
        byte[] pattern = LatinText.bytes("a*".repeat(30) + "b");
        AtomicLong spent = new AtomicLong();
        PatternMatcher matcher = new PatternMatcher(subject, pattern, steps -> {
            if (spent.addAndGet(steps) > 1_000_000) {
                throw new IllegalStateException("stopped");
            }
        });
        assertThatThrownBy(() -> matcher.match(0, 0)).hasMessage("stopped");
        assertThat(spent.get()).isLessThan(1_010_000);
    }

    @Test
    void everyStepIsMetered() {
        AtomicLong spent = new AtomicLong();
        byte[] subject = LatinText.bytes("a".repeat(50_000));
        new PatternMatcher(subject, LatinText.bytes("a*"), spent::addAndGet).match(0, 0);
        assertThat(spent.get()).isGreaterThan(50_000);
    }
}
