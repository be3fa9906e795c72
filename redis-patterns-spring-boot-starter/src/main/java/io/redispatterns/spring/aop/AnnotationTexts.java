package io.redispatterns.spring.aop;

import io.redispatterns.spring.annotation.CacheDefaults;
import io.redispatterns.spring.annotation.CacheWarming;
import io.redispatterns.spring.cache.CacheRegistry;
import io.redispatterns.spring.cache.CacheSettings;
import io.redispatterns.spring.settings.SettingsRecords;
import io.redispatterns.spring.warming.WarmingSettings;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.annotation.AnnotationUtils;

/** Reads the texts of annotations, in which <code>${…}</code> may stand for a property. */
final class AnnotationTexts {

    /** The attributes that are settings of a cache, by their names as properties. */
    private static final Map<String, String> SETTINGS = Map.of(
            "ttl", "ttl",
            "negativeTtl", "negative-ttl",
            "jitter", "jitter",
            "earlyRefresh", "early-refresh",
            "maxStale", "fail-safe.max-stale",
            "softTimeout", "load.soft-timeout");

    /** The same of a warming: a setting has one name. */
    private static final Map<String, String> WARMING_SETTINGS = Stream.of(WarmingSettings.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableMap(name -> name, DataObjectPropertyName::toDashedForm));

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

    /** The name of a cache; of an empty text that of the class's defaults. */
    String cacheName(AnnotatedMethod method, String text) {
        CacheDefaults defaults = method.defaults();
        String name = resolve(method, "cache", text.isEmpty() && defaults != null ? defaults.cache() : text);
        if (name.isEmpty()) {
            throw method.mistake(
                    "it names no cache",
                    "Write the cache's name, as in " + method.annotation()
                            + "(cache = \"cities\"), or in @CacheDefaults on the class.");
        }
        return name;
    }

    /** What an annotation says about its cache, in those of its attributes that are settings. */
    CacheSettings settings(AnnotatedMethod method, Annotation annotation) {
        CacheSettings settings = said(method, annotation, SETTINGS, CacheSettings.class);
        settings.toConfig(method.annotation() + " on " + method);
        return settings;
    }

    /** What an annotation says about a warming. */
    WarmingSettings warmingSettings(AnnotatedMethod method, String name, CacheWarming annotation) {
        WarmingSettings settings = said(method, annotation, WARMING_SETTINGS, WarmingSettings.class);
        settings.toConfig(name, method.annotation() + " on " + method);
        return settings;
    }

    /** The name of a warming; of an empty text that of the method. */
    String warmingName(AnnotatedMethod method, String text) {
        String name = resolve(method, "name", text);
        return name.isEmpty()
                ? DataObjectPropertyName.toDashedForm(method.method().getName())
                : name;
    }

    /**
     * The settings in an annotation.
     *
     * @param properties their names by those of the attributes
     */
    private <S extends Record> S said(
            AnnotatedMethod method, Annotation annotation, Map<String, String> properties, Class<S> type) {
        Map<String, @Nullable Object> attributes = AnnotationUtils.getAnnotationAttributes(annotation);
        Map<String, String> said = new HashMap<>();
        properties.forEach((attribute, property) -> {
            Object given = attributes.get(attribute);
            String text = given == null ? "" : resolve(method, attribute, given.toString());
            if (!text.isEmpty()) {
                said.put(property, text);
            }
        });
        try {
            return new Binder(new MapConfigurationPropertySource(said))
                    .bind("", Bindable.of(type))
                    .orElseGet(() -> SettingsRecords.empty(type));
        } catch (BindException e) {
            throw unreadable(method, properties, said, e);
        }
    }

    private static RuntimeException unreadable(
            AnnotatedMethod method, Map<String, String> properties, Map<String, String> said, BindException e) {
        String property = e.getName().toString();
        String attribute = properties.entrySet().stream()
                .filter(entry -> entry.getValue().equals(property))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(property);
        boolean isDuration = e.getTarget().getType().resolve() == Duration.class;
        return method.mistake(
                attribute + " \"" + said.get(property) + "\" is not a " + (isDuration ? "duration" : "number"),
                isDuration
                        ? "Write it like \"30s\", \"10m\", \"1h\" or \"PT10M\"."
                        : "Write a number, like \"20\", or for a fraction, like \"0.1\".",
                e);
    }

    /** What the defaults of the method's class say about its cache. */
    CacheSettings defaults(AnnotatedMethod method) {
        CacheDefaults defaults = method.defaults();
        return defaults == null ? CacheSettings.NONE : settings(method.as("@CacheDefaults"), defaults);
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
