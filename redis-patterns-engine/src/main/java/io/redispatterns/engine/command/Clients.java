package io.redispatterns.engine.command;

import io.redispatterns.engine.tracking.Tracking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All clients that are connected: the port to the register of sessions. */
public interface Clients {

    /** The clients at this moment, in the order in which they came. O(N). */
    List<Client> all();

    /** Returns a client by its number, or null. */
    @Nullable
    Client find(long id);

    /** The number of clients. */
    int count();

    /** The time in which commands are put off. */
    Pause pause();

    /** What tells clients of changes of keys that they cache. */
    Tracking tracking();
}
