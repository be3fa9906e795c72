package io.redispatterns.engine.script;

import io.redispatterns.engine.util.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest that names scripts. */
final class Sha1 {

    private Sha1() {}

    /** Returns the SHA-1 digest: 40 hexadecimal digits in lower case. */
    static byte[] hex(byte[] bytes) {
        return Bytes.of(HexFormat.of().formatHex(algorithm().digest(bytes)));
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
