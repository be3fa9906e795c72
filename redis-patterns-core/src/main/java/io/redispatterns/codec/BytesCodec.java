package io.redispatterns.codec;

import java.util.Arrays;

/** Bytes as they are. Decoding copies, so that a caller cannot change what is stored. */
public enum BytesCodec implements Codec<byte[]> {
    INSTANCE;

    @Override
    public byte[] encode(byte[] value) {
        return value.clone();
    }

    @Override
    public byte[] decode(byte[] source, int offset, int length) {
        return Arrays.copyOfRange(source, offset, offset + length);
    }
}
