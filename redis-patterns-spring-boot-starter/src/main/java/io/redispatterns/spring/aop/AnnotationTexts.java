package io.redispatterns.spring.aop;

import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.cache.CacheRegistry;
import io.redispatterns.spring.cache.CacheSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.convert.DurationStyle;

/** Reads the texts of annotations, in which <code>${…}</code> may stand for a property. */
final class AnnotationTexts {

    private final ConfigurableBeanFactory beanFactory;

    AnnotationTexts(ConfigurableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /** The name of a cache, which is to be a segment of its keys as it is. */
    String ownCacheName(AnnotatedMethod method, String text) {
        String name = cacheName(method, text);
        if (!CacheRegistry.isOwnName(name)) {
            throw method.mistake(
                    "the name \"" + name + "\" is not 1 to 64 characters of a-z 0-9 . _ -",
                    "Write it in lower case, like \"largest-cities\".");
        }
        return name;
    }

    /** The name of a cache. */
    String cacheName(AnnotatedMethod method, String text) {
        String name = resolve(method, "cache", text);
        if (name.isEmpty()) {
            throw method.mistake(
                    "it names no cache",
                    "Write the cache's name, as in " + method.annotation() + "(cache = \"cities\").");
        }
        return name;
    }

    /** What a method says about its cache. */
    CacheSettings settings(AnnotatedMethod method, Cached annotation) {
        return new CacheSettings(
                duration(method, "ttl", annotation.ttl()),
                duration(method, "negativeTtl", annotation.negativeTtl()),
                fraction(method, annotation.jitter()));
    }

    private @Nullable Duration duration(AnnotatedMethod method, String attribute, String text) {
        String resolved = resolve(method, attribute, text);
        try {
            return resolved.isEmpty() ? null : checked(DurationStyle.detectAndParse(resolved));
        } catch (IllegalArgumentException e) {
            throw method.mistake(
                    attribute + " \"" + resolved + "\" is not a duration",
                    "Write it like \"30s\", \"10m\", \"1h\" or \"PT10M\".",
                    e);
        }
    }

    private static Duration checked(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative: " + duration);
        }
        return duration;
    }

    private @Nullable Double fraction(AnnotatedMethod method, String text) {
        String resolved = resolve(method, "jitter", text);
        try {
            return resolved.isEmpty() ? null : Double.valueOf(resolved);
        } catch (NumberFormatException e) {
            throw method.mistake(
                    "jitter \"" + resolved + "\" is not a number",
                    "Write a fraction from 0 to below 1, like \"0.1\".",
                    e);
        }
    }

    private String resolve(AnnotatedMethod method, String attribute, String text) {
        try {
            String resolved = beanFactory.resolveEmbeddedValue(text);
            if (resolved == null || !resolved.contains("${")) {
                return resolved == null ? "" : resolved.trim();
            }
        } catch (IllegalArgumentException e) {
            throw unset(method, attribute, text, e);
        }
        throw unset(method, attribute, text, null);
    }

    private static RuntimeException unset(
            AnnotatedMethod method, String attribute, String text, @Nullable Throwable cause) {
        return method.mistake(
                attribute + " \"" + text + "\" names a property that is not set",
                "Set the property, or give a default as in \"${cities.ttl:10m}\".",
                cause);
    }
}
