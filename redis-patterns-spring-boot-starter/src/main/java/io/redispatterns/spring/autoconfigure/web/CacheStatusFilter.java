package io.redispatterns.spring.autoconfigure.web;

import io.redispatterns.cache.CacheEvent;
import io.redispatterns.cache.CacheEventListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Says in a header of each response whether it came from the caches: {@code HIT} if every cache read of the request, at
 * least one, found its entry, else {@code MISS}. Reads count that the threads of the request make themselves.
 */
final class CacheStatusFilter implements Filter, CacheEventListener {

    private static final String ATTRIBUTE = CacheStatus.class.getName();

    private static final ThreadLocal<@Nullable CacheStatus> CURRENT = new ThreadLocal<>();

    private final String header;

    CacheStatusFilter(String header) {
        this.header = header;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CacheStatus outer = CURRENT.get();
        CURRENT.set(status(request, (HttpServletResponse) response));
        try {
            chain.doFilter(request, response);
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    private CacheStatus status(ServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ATTRIBUTE) instanceof CacheStatus begun) {
            begun.continueWith(response);
            return begun;
        }
        CacheStatus status = new CacheStatus(header, response);
        request.setAttribute(ATTRIBUTE, status);
        return status;
    }

    @Override
    public void onEvent(CacheEvent event) {
        CacheStatus status = CURRENT.get();
        if (status == null) {
            return;
        }
        if (event instanceof CacheEvent.Hit || event instanceof CacheEvent.NegativeHit) {
            status.hit();
        } else if (event instanceof CacheEvent.Miss || isFailedRead(event)) {
            status.miss();
        }
    }

    private static boolean isFailedRead(CacheEvent event) {
        return event instanceof CacheEvent.BackendFailed failed && failed.operation() == CacheEvent.Operation.READ;
    }
}
