package io.redispatterns.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text as UTF-8. Bytes that are not UTF-8 decode to replacement characters. */
public enum StringCodec implements Codec<String> {
    INSTANCE;

    @Override
    public byte[] encode(String value) {
        return value.getBytes(UTF_8);
    }

    @Override
    public String decode(byte[] source, int offset, int length) {
        return new String(source, offset, length, UTF_8);
    }
}
