package io.redispatterns.spring.autoconfigure.web;

import io.redispatterns.spring.RedisPatternsConfigurationException;
import io.redispatterns.spring.autoconfigure.RedisPatternsAutoConfiguration;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** The header of {@code redis-patterns.cache.response-header}, in a servlet application. */
@AutoConfiguration(after = RedisPatternsAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
@ConditionalOnProperty(CacheStatusAutoConfiguration.PROPERTY)
public final class CacheStatusAutoConfiguration {

    static final String PROPERTY = "redis-patterns.cache.response-header";

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    @Bean
    CacheStatusFilter redisPatternsCacheStatusFilter(Environment environment) {
        String header = environment.getRequiredProperty(PROPERTY);
        if (!TOKEN.matcher(header).matches()) {
            throw new RedisPatternsConfigurationException(
                    PROPERTY + " \"" + header + "\" cannot be the name of a header", "Name it like X-Cache.");
        }
        return new CacheStatusFilter(header);
    }

    @Bean
    FilterRegistrationBean<CacheStatusFilter> redisPatternsCacheStatusFilterRegistration(CacheStatusFilter filter) {
        FilterRegistrationBean<CacheStatusFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }
}
