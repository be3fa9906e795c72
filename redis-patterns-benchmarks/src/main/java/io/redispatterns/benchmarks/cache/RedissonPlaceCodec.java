package io.redispatterns.benchmarks.cache;

import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.InputStream;
import org.redisson.client.codec.BaseCodec;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.Encoder;
import tools.jackson.databind.json.JsonMapper;

/** Places as the same JSON that everybody else keeps; Redisson's own codecs of JSON write class names, or are for its documents only. */
final class RedissonPlaceCodec extends BaseCodec {

    @Override
    public Encoder getValueEncoder() {
        return place -> Unpooled.wrappedBuffer(JsonMapper.shared().writeValueAsBytes(place));
    }

    @Override
    public Decoder<Object> getValueDecoder() {
        return (json, state) -> JsonMapper.shared().readValue((InputStream) new ByteBufInputStream(json), Place.class);
    }
}
