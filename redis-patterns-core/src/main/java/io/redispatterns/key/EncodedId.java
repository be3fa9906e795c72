package io.redispatterns.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids in the form that they have inside a key. Every {@code %} it writes begins an escape, so no two ids meet. */
final class EncodedId {

    private static final HexFormat UPPER_HEX = HexFormat.of().withUpperCase();
    private static final HexFormat ESCAPED_BYTES = UPPER_HEX.withPrefix("%");
    private static final Pattern ESCAPES = Pattern.compile("%u([0-9A-F]{4})|(?:%[0-9A-F]{2})+");
    private static final String DIGEST = "%sha256-";

    private EncodedId() {}

    /** Whether a character stands for itself as one byte. */
    static boolean isPlain(char c) {
        return c > ' ' && c < 0x7f && c != '%' && c != '{' && c != '}';
    }

    static byte[] of(String id) {
        if (id.isEmpty()) {
            return new byte[] {'%'};
        }
        StringBuilder encoded = new StringBuilder(id.length() + 16);
        id.codePoints().forEach(c -> append(encoded, c));
        return encoded.toString().getBytes(UTF_8);
    }

    static byte[] digest(byte[] encodedId) {
        return (DIGEST + HexFormat.of().formatHex(sha256().digest(encodedId))).getBytes(UTF_8);
    }

    /** The id that was written as these bytes; null if they hold a digest in its place. */
    static @Nullable String read(byte[] bytes, int from, int to) {
        String encoded = new String(bytes, from, to - from, UTF_8);
        if (encoded.startsWith(DIGEST)) {
            return null;
        }
        return encoded.equals("%")
                ? ""
                : ESCAPES.matcher(encoded).replaceAll(escape -> Matcher.quoteReplacement(plain(escape)));
    }

    private static String plain(MatchResult escape) {
        String surrogate = escape.group(1);
        return surrogate == null
                ? new String(ESCAPED_BYTES.parseHex(escape.group()), UTF_8)
                : String.valueOf((char) HexFormat.fromHexDigits(surrogate));
    }

    private static void append(StringBuilder encoded, int c) {
        if (c < 0x80 && !isPlain((char) c)) {
            encoded.append('%').append(UPPER_HEX.toHexDigits((byte) c));
        } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            encoded.append(String.format(Locale.ROOT, "%%u%04X", c));
        } else if (Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            for (byte b : Character.toString(c).getBytes(UTF_8)) {
                encoded.append('%').append(UPPER_HEX.toHexDigits(b));
            }
        } else {
            encoded.appendCodePoint(c);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
