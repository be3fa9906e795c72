package io.redispatterns.spring.cache;

import io.redispatterns.codec.Codec;
import java.util.Arrays;

/** Documents as their bytes. */
enum DocumentCodec implements Codec<Document> {
    INSTANCE;

    @Override
    public byte[] encode(Document document) {
        return document.bytes();
    }

    @Override
    public Document decode(byte[] source, int offset, int length) {
        return new Document.Stored(Arrays.copyOfRange(source, offset, offset + length));
    }
}
