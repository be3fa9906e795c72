package io.redispatterns.redis;

import java.util.List;

/** A set of topics that one listener listens to, until it is closed. */
public interface Subscription extends AutoCloseable {

    /** The topics as they were given. */
    List<Topic> topics();

    /** Stops the messages. A message that is being handled is not waited for. A second call does nothing. */
    @Override
    void close();
}
