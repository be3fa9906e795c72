package io.redispatterns.engine.reply;

/** What a handler returns: a {@link Reply}, or {@link Blocked} when the client has to wait for a key. */
public sealed interface Outcome permits Reply, Blocked {}
