package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.config.NotificationClasses;
import io.redispatterns.engine.keyspace.Database;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.keyspace.KeyspaceEvent.Kind;
import io.redispatterns.engine.keyspace.KeyspaceListener;
import io.redispatterns.engine.pubsub.PubSub;
import io.redispatterns.engine.util.Bytes;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Publishes what happens to keys, as far as {@code notify-keyspace-events} asks for it: to {@code __keyspace@<db>__:<key>} the name
 * of the event, to {@code __keyevent@<db>__:<event>} the key. See Redis's documentation of keyspace notifications.
 *
 * <p>Listens to the keyspace only while there is something to publish, so that it costs nothing otherwise.
 */
final class KeyspaceNotifications implements KeyspaceListener {

    private final Keyspace keyspace;
    private final Config config;
    private final PubSub pubSub;
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private NotificationClasses classes;

    /** Makes the publisher of a keyspace; {@link #configure} begins. */
    KeyspaceNotifications(Keyspace keyspace, Config config, PubSub pubSub) {
        this.keyspace = keyspace;
        this.config = config;
        this.pubSub = pubSub;
        this.classes = config.get(Directives.NOTIFY_KEYSPACE_EVENTS);
    }

    /** Publishes from now on what the directive says. */
    void configure() {
        classes = config.get(Directives.NOTIFY_KEYSPACE_EVENTS);
        kinds.clear();
        for (Kind kind : Kind.values()) {
            if (classes.includes(kind.letter())) {
                kinds.add(kind);
            }
        }
        keyspace.removeListener(this);
        if (!kinds.isEmpty()) {
            keyspace.addListener(this);
        }
        keyspace.tellNotices(kinds.contains(Kind.NEW) || kinds.contains(Kind.KEY_MISS));
    }

    @Override
    public void changed(Database database, byte[] key, KeyspaceEvent event) {
        if (kinds.contains(event.kind()) && !pubSub.isSilent()) {
            publish(database, key, event.text());
        }
    }

    @Override
    public void noticed(Database database, byte[] key, KeyspaceEvent event) {
        changed(database, key, event);
    }

    private void publish(Database database, byte[] key, String event) {
        if (classes.byKey()) {
            pubSub.publish(channelOf(database, key), Bytes.of(event));
        }
        if (classes.byEvent()) {
            pubSub.publish(Bytes.of("__keyevent@" + database.index() + "__:" + event), key);
        }
    }

    private static byte[] channelOf(Database database, byte[] key) {
        byte[] prefix = Bytes.of("__keyspace@" + database.index() + "__:");
        byte[] channel = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, channel, prefix.length, key.length);
        return channel;
    }
}
