package io.redispatterns.spring.warming;

import io.redispatterns.spring.annotation.CacheWarming;
import java.lang.reflect.Method;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/** Finds the methods that give keys to warm caches with. */
public final class WarmingMethods {

    private static final Logger log = LoggerFactory.getLogger(WarmingMethods.class);

    private WarmingMethods() {}

    /** Those of a bean's class. None of a class that cannot be looked into, since one of its types is not on the class path. */
    public static Map<Method, CacheWarming> of(Class<?> type) {
        if (!AnnotationUtils.isCandidateClass(type, CacheWarming.class)) {
            return Map.of();
        }
        try {
            MethodIntrospector.MetadataLookup<CacheWarming> lookup =
                    method -> AnnotatedElementUtils.findMergedAnnotation(method, CacheWarming.class);
            return MethodIntrospector.selectMethods(type, lookup);
        } catch (IllegalStateException | LinkageError e) {
            log.debug("{} is not looked into for @CacheWarming", type, e);
            return Map.of();
        }
    }
}
