package io.redispatterns.spring.autoconfigure.web;

import jakarta.servlet.http.HttpServletResponse;

/**
 * What the caches have answered to one request so far, written to its response on every change, as it is not known when
 * the response goes out. Used by one thread at a time.
 */
final class CacheStatus {

    private enum State {
        NOTHING_READ,
        ONLY_HITS,
        SOME_MISS
    }

    private final String header;
    private HttpServletResponse response;
    private State state = State.NOTHING_READ;

    CacheStatus(String header, HttpServletResponse response) {
        this.header = header;
        this.response = response;
        write();
    }

    /** Goes on with another response object of the same request, such as that of an error page. */
    void continueWith(HttpServletResponse next) {
        response = next;
        write();
    }

    void hit() {
        if (state == State.NOTHING_READ) {
            state = State.ONLY_HITS;
            write();
        }
    }

    void miss() {
        if (state != State.SOME_MISS) {
            state = State.SOME_MISS;
            write();
        }
    }

    private void write() {
        if (!response.isCommitted()) {
            response.setHeader(header, state == State.ONLY_HITS ? "HIT" : "MISS");
        }
    }
}
