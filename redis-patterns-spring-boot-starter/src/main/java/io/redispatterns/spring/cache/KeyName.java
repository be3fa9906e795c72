package io.redispatterns.spring.cache;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** The segment of a key that a cache's name becomes, as Spring's cache names may be any text. */
final class KeyName {

    private static final Pattern SEGMENT = Pattern.compile("[a-z0-9._-]{1,64}");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9._-]");
    private static final int READABLE_CHARACTERS = 48;

    private KeyName() {}

    /** Whether a name can be a segment as it is. */
    static boolean isSegment(String name) {
        return SEGMENT.matcher(name).matches();
    }

    /** The name itself where it can be a segment, else what is readable of it and a checksum of the whole. */
    static String of(String name) {
        if (isSegment(name)) {
            return name;
        }
        String readable = OTHERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
        return readable.substring(0, Math.min(readable.length(), READABLE_CHARACTERS)) + "-" + checksum(name);
    }

    private static String checksum(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
