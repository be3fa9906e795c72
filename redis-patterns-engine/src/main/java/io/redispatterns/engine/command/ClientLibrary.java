package io.redispatterns.engine.command;

/**
 * The library that a client says it uses, as CLIENT SETINFO tells.
 *
 * @param name its name; empty when unknown
 * @param version its version; empty when unknown
 */
public record ClientLibrary(String name, String version) {

    /** What is known of a client that has said nothing. */
    public static final ClientLibrary UNKNOWN = new ClientLibrary("", "");
}
