package io.redispatterns.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CodecTest {

    record Point(int x, int y, Instant seen) {}

    @SuppressWarnings("unused")
    interface Repository {
        Map<String, List<Point>> all();
    }

    private static final Point POINT = new Point(1, 2, Instant.EPOCH);

    private final Codec<Point> points = JacksonCodec.of(Point.class);

    @Test
    void writesJsonWithoutClassNames() {
        assertThat(new String(points.encode(POINT), UTF_8))
                .isEqualTo("{\"x\":1,\"y\":2,\"seen\":\"1970-01-01T00:00:00Z\"}");
        assertThat(points.decode(points.encode(POINT))).isEqualTo(POINT);
    }

    @Test
    void readsFromTheMiddleOfAnArray() {
        byte[] json = "xx{\"x\":1,\"y\":2,\"seen\":null}yyy".getBytes(UTF_8);
        assertThat(points.decode(json, 2, json.length - 5).y()).isEqualTo(2);
        assertThat(StringCodec.INSTANCE.decode(json, 0, 2)).isEqualTo("xx");
        assertThat(BytesCodec.INSTANCE.decode(json, 0, 2)).isEqualTo(new byte[] {'x', 'x'});
    }

    @Test
    void skipsPropertiesItDoesNotKnow() {
        assertThat(points.decode("{\"x\":1,\"removed\":{\"a\":[1]},\"y\":2,\"seen\":null}".getBytes(UTF_8))
                        .x())
                .isEqualTo(1);
    }

    @Test
    void refusesWhatIsNotAValue() {
        for (String text : List.of("", "null", "{", "[1]", "{\"x\":\"one\"}", "\"text\"")) {
            assertThatThrownBy(() -> points.decode(text.getBytes(UTF_8)))
                    .as(text)
                    .isInstanceOf(DecodeException.class)
                    .hasMessageContaining("Point");
        }
    }

    @Test
    void knowsGenericTypes() throws Exception {
        Type type = Repository.class.getDeclaredMethod("all").getGenericReturnType();
        Codec<Map<String, List<Point>>> codec = JacksonCodec.of(JsonMapper.shared(), type);
        Map<String, List<Point>> value = Map.of("a", List.of(POINT));
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @Test
    void carriesTextAndBytes() {
        assertThat(StringCodec.INSTANCE.decode(StringCodec.INSTANCE.encode("Tromsø 𝄞")))
                .isEqualTo("Tromsø 𝄞");
        byte[] bytes = {0, -1, 127};
        byte[] encoded = BytesCodec.INSTANCE.encode(bytes);
        assertThat(encoded).isEqualTo(bytes).isNotSameAs(bytes);
        assertThat(BytesCodec.INSTANCE.decode(encoded)).isEqualTo(bytes).isNotSameAs(encoded);
    }
}
