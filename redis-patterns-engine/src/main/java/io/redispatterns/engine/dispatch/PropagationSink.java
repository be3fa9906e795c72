package io.redispatterns.engine.dispatch;

import java.util.List;

/** Takes the effects of commands, as an append-only file does. Called under the engine's lock, before the reply is given. */
public interface PropagationSink {

    /** Takes the effects that belong together: those of one command or of one transaction, in order. */
    void propagate(List<Effect> effects);
}
