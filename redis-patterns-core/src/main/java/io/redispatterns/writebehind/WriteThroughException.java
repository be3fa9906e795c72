package io.redispatterns.writebehind;

/**
 * A write that its caller was to do himself, and that the {@link Writer} did not do: its cause says why. The intent is
 * not pending and will not be tried again.
 */
public final class WriteThroughException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WriteThroughException(String name, String id, Throwable cause) {
        super("write-behind " + name + " could not write " + id + " through", cause);
    }
}
