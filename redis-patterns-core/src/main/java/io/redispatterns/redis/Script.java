package io.redispatterns.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script that Redis runs as one atomic step, with a header that declares what it takes and gives.
 *
 * <p>The header is the comment the script begins with, in this order:
 *
 * <pre>{@code
 * -- Deletes a key if it holds the expected value.
 * -- KEYS[1] the key
 * -- ARGV[1] the value it must hold
 * -- returns 1 if the key was deleted, 0 if not
 * -- complexity O(1)
 * -- read-only
 * }</pre>
 *
 * <p>First what the script does, in one or more sentences that end with a full stop; then each key and each argument,
 * numbered from 1 without gaps, the last of each perhaps as a tail of one or more ({@code KEYS[1..n]},
 * {@code ARGV[2..n]}); then its result and its complexity; {@code read-only} only if the script writes nothing, which
 * the server then enforces ({@code EVALSHA_RO}). A line goes on in the next one if that is indented by two blanks or
 * more. A script without such a header, or one that uses a {@code KEYS[i]} or {@code ARGV[i]} it does not declare, is
 * refused when it is made.
 *
 * <p>A call of it is a {@link Command} and goes through a {@link RedisGateway} as any other, alone, in a pipeline or in
 * a transaction:
 *
 * <pre>{@code
 * private static final Command RELEASE = Command.of(Script.resource(Locks.class, "release.lua"));
 * gateway.call(RELEASE.key("lock:7").arg(token)).asLong();
 * }</pre>
 *
 * <p>On Redis Cluster all keys of one call share a hash tag, as those of any command do. A script has no error of the
 * code {@code NOSCRIPT} of its own: that is how a server says that it does not know the script, which is then run
 * again with its text.
 */
public final class Script {

    private final String name;
    private final byte[] text;
    private final byte[] digest;
    private final ScriptHeader header;

    private Script(String name, byte[] bytes, String text) {
        this.name = name;
        this.text = bytes;
        this.digest = sha1(bytes);
        this.header = ScriptHeader.parse(name, text);
    }

    /**
     * A script given as text.
     *
     * @param name what messages call it
     * @throws IllegalArgumentException if the text breaks a rule of its header; the message names script and rule
     */
    public static Script of(String name, String text) {
        return new Script(name, text.getBytes(UTF_8), text);
    }

    /**
     * A script in a resource, in UTF-8. It is read now: keep it in a constant.
     *
     * @param owner the class the resource lies next to
     * @param fileName such as {@code release.lua}, which becomes the script's name
     * @throws IllegalArgumentException if there is none, or it is not UTF-8, or breaks a rule of its header; the message
     *     names resource and rule
     * @throws UncheckedIOException if it cannot be read
     */
    public static Script resource(Class<?> owner, String fileName) {
        try (InputStream in = owner.getResourceAsStream(fileName)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no script " + fileName + " next to " + owner.getName());
            }
            byte[] bytes = in.readAllBytes();
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new Script(fileName, bytes, text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("script " + fileName + " is not UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException("script " + fileName + " cannot be read", e);
        }
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    /** The SHA-1 of the text in 40 hexadecimal digits, by which a server knows the script. */
    public String sha1() {
        return new String(digest, ISO_8859_1);
    }

    /** Whether the header says that the script writes nothing. */
    public boolean isReadOnly() {
        return header.isReadOnly();
    }

    /** The name; never the text. */
    @Override
    public String toString() {
        return name;
    }

    byte[] text() {
        return text;
    }

    byte[] digest() {
        return digest;
    }

    void requireCounts(int keys, int args) {
        requireCount(header.keys(), keys, "key");
        requireCount(header.args(), args, "argument");
    }

    private void requireCount(ScriptHeader.Declared declared, int actual, String noun) {
        if (!declared.allows(actual)) {
            throw new IllegalArgumentException(
                    "script " + name + " takes " + declared.inWords(noun) + ", not " + actual);
        }
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
            return HexFormat.of().formatHex(digest).getBytes(ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
