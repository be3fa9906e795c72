package io.redispatterns.key;

/** Which part of a key decides its slot in a Redis Cluster. */
public enum HashTag {

    /** The whole key: objects and their parts are spread over all slots. */
    NONE,

    /** The id: the keys of one object share a slot, different objects are spread. */
    ID,

    /** The name: every key of the template shares one slot. */
    NAME
}
