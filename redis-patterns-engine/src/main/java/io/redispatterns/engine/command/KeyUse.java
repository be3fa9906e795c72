package io.redispatterns.engine.command;

import java.util.Set;

/**
 * A key in a call.
 *
 * @param index which word of the call it is
 * @param flags what is done with it
 */
public record KeyUse(int index, Set<KeyFlag> flags) {}
