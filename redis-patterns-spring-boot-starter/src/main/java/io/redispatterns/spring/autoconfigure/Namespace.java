package io.redispatterns.spring.autoconfigure;

import io.redispatterns.key.KeySpace;
import io.redispatterns.spring.RedisPatternsConfigurationException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The first segment of every key. */
final class Namespace {

    private static final String NAMELESS = "app";
    private static final int MAX_LENGTH = 64;
    private static final Pattern NOT_ALLOWED = Pattern.compile("[^a-z0-9._-]+");

    private Namespace() {}

    /** The namespace that was set, else what is allowed of the application's name in lower case, else {@code app}. */
    static String of(@Nullable String set, @Nullable String applicationName) {
        return set != null ? checked(set) : derived(applicationName == null ? "" : applicationName);
    }

    private static String checked(String namespace) {
        try {
            return KeySpace.of(namespace).namespace();
        } catch (IllegalArgumentException e) {
            throw new RedisPatternsConfigurationException(
                    "redis-patterns.namespace: " + e.getMessage(), "Correct the property, or remove it.", e);
        }
    }

    private static String derived(String applicationName) {
        String allowed = NOT_ALLOWED
                .matcher(applicationName.trim().toLowerCase(Locale.ROOT))
                .replaceAll("-");
        return allowed.isEmpty() ? NAMELESS : allowed.substring(0, Math.min(allowed.length(), MAX_LENGTH));
    }
}
