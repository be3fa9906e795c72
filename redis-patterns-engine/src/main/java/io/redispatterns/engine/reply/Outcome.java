package io.redispatterns.engine.reply;

/**
 * What a command comes to: a {@link Reply}, {@link Blocked} when the client has to wait for a key, or {@link Postponed} when the
 * command has not even run because clients are paused.
 */
public sealed interface Outcome permits Reply, Blocked, Postponed {}
