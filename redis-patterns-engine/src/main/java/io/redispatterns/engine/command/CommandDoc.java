package io.redispatterns.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What COMMAND DOCS and COMMAND INFO tell of a command in words.
 *
 * @param summary one sentence
 * @param since the version of Redis that brought it
 * @param complexity how its cost grows
 * @param deprecatedSince the version that deprecated it, or null
 * @param replacedBy what to use instead, or null
 * @param internal whether it is for those who work on Redis itself
 * @param tips hints for clients and proxies, such as {@code nondeterministic_output}
 */
public record CommandDoc(
        String summary,
        String since,
        String complexity,
        @Nullable String deprecatedSince,
        @Nullable String replacedBy,
        boolean internal,
        List<String> tips) {}
