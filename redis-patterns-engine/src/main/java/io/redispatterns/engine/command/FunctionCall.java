package io.redispatterns.engine.command;

import java.util.List;

/**
 * The call of a function of a library, while it runs.
 *
 * @param name the function's name
 * @param words the command that calls it
 */
public record FunctionCall(String name, List<byte[]> words) {}
