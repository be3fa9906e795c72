package io.redispatterns.engine.script;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that names scripts. */
final class Sha1 {

    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private Sha1() {}

    /** Returns the SHA-1 digest: 40 hexadecimal digits in lower case. */
    static byte[] hex(byte[] bytes) {
        byte[] digest = algorithm().digest(bytes);
        byte[] hex = new byte[digest.length * 2];
        for (int i = 0; i < digest.length; i++) {
            hex[2 * i] = DIGITS[(digest[i] >> 4) & 0xf];
            hex[2 * i + 1] = DIGITS[digest[i] & 0xf];
        }
        return hex;
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
