package io.redispatterns.cache;

/** A load whose thread was interrupted and whose loader has made another exception of that: it is for that thread alone. */
final class InterruptedLoad extends InterruptedException {

    private static final long serialVersionUID = 1L;

    private final Throwable failure;

    InterruptedLoad(Throwable failure) {
        this.failure = failure;
    }

    /** What the loader has thrown. */
    Throwable failure() {
        return failure;
    }
}
