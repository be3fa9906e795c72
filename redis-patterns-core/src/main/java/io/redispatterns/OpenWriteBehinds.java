package io.redispatterns;

import io.redispatterns.writebehind.WriteBehind;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The write-behinds of an application that are not closed yet. */
final class OpenWriteBehinds {

    private final Set<WriteBehind<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Fails if there is nobody any more who would close another one. */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the patterns are closed");
        }
    }

    /** Closes it if {@link #close()} was called meanwhile. */
    <W extends WriteBehind<?>> W add(W opened) {
        open.add(opened);
        if (closed) {
            opened.close();
            requireOpen();
        }
        return opened;
    }

    void remove(WriteBehind<?> ended) {
        open.remove(ended);
    }

    List<WriteBehind<?>> list() {
        return open.stream()
                .sorted(Comparator.<WriteBehind<?>, String>comparing(WriteBehind::name))
                .toList();
    }

    /** Closes all at once, since each may take its time; an interrupted caller makes them hurry. */
    void close() {
        closed = true;
        List<Thread> closing = open.stream().map(OpenWriteBehinds::closing).toList();
        boolean isInterrupted = false;
        for (Thread thread : closing) {
            isInterrupted |= isInterruptedBefore(thread, closing);
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread closing(WriteBehind<?> writeBehind) {
        Thread thread = new Thread(writeBehind::close, "write-behind-" + writeBehind.name() + "-closing");
        thread.start();
        return thread;
    }

    private static boolean isInterruptedBefore(Thread end, List<Thread> others) {
        boolean isInterrupted = false;
        while (true) {
            try {
                end.join();
                return isInterrupted;
            } catch (InterruptedException e) {
                isInterrupted = true;
                others.forEach(Thread::interrupt);
            }
        }
    }
}
