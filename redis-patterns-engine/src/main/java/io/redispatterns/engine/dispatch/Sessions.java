package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.command.Clients;
import io.redispatterns.engine.tracking.ClientTracking;
import io.redispatterns.engine.tracking.Tracking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The register of all sessions that are connected, in the order in which they came. Used under the engine's lock. */
public final class Sessions implements Clients {

    private final Map<Long, Session> byId = new LinkedHashMap<>();
    private final Tracking tracking = new Tracking(this::trackingOf);

    private final PausedClients paused = new PausedClients();

    private @Nullable ClientTracking trackingOf(long id) {
        Session session = byId.get(id);
        return session == null ? null : session.tracking();
    }

    void add(Session session) {
        byId.put(session.id(), session);
    }

    void remove(Session session) {
        byId.remove(session.id());
    }

    @Override
    public List<Client> all() {
        return List.copyOf(byId.values());
    }

    @Override
    public @Nullable Client find(long id) {
        return byId.get(id);
    }

    @Override
    public PausedClients pause() {
        return paused;
    }

    @Override
    public Tracking tracking() {
        return tracking;
    }

    @Override
    public int count() {
        return byId.size();
    }
}
