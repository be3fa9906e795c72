package io.redispatterns.engine.command;

import org.jspecify.annotations.Nullable;

/** The chapter of the command reference that a command stands in, and the ACL category that comes with it. */
public enum CommandGroup {
    GENERIC("generic", AclCategory.KEYSPACE),
    STRING("string", AclCategory.STRING),
    LIST("list", AclCategory.LIST),
    SET("set", AclCategory.SET),
    SORTED_SET("sorted-set", AclCategory.SORTEDSET),
    HASH("hash", AclCategory.HASH),
    PUBSUB("pubsub", null),
    TRANSACTIONS("transactions", AclCategory.TRANSACTION),
    CONNECTION("connection", AclCategory.CONNECTION),
    SERVER("server", null),
    SCRIPTING("scripting", AclCategory.SCRIPTING),
    HYPERLOGLOG("hyperloglog", AclCategory.HYPERLOGLOG),
    CLUSTER("cluster", null),
    GEO("geo", AclCategory.GEO),
    STREAM("stream", AclCategory.STREAM),
    BITMAP("bitmap", AclCategory.BITMAP);

    private final String text;
    private final @Nullable AclCategory category;

    CommandGroup(String text, @Nullable AclCategory category) {
        this.text = text;
        this.category = category;
    }

    /** The group's name in COMMAND DOCS. */
    public String text() {
        return text;
    }

    /** The ACL category that all the group's commands have, or null when there is none. */
    public @Nullable AclCategory category() {
        return category;
    }
}
