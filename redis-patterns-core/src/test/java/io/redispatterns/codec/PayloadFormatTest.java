package io.redispatterns.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PayloadFormatTest {

    record Point(int x, int y) {}

    record Line(Point from, Point to, String name) {}

    record Renamed(Point from, Point to, String title) {}

    record Guarded(int x) {
        Guarded {
            refuseNegative(x);
        }
    }

    static final class GuardedBean {
        public void setX(int x) {
            refuseNegative(x);
        }
    }

    private static void refuseNegative(int x) {
        if (x < 0) {
            throw new IllegalStateException("refused");
        }
    }

    static final class Bean {
        public int count = 7;
        public String name = "unnamed";
    }

    @SuppressWarnings("unused")
    interface Repository {
        Map<String, List<Point>> all();
    }

    private static final Line LINE = new Line(new Point(1, 2), new Point(3, -4), null);

    @ParameterizedTest
    @EnumSource
    void givesBackWhatWasWritten(PayloadFormat format) throws Exception {
        assertRoundTrip(format, Line.class, LINE);
        assertRoundTrip(format, String.class, "Tromsø 𝄞");
        assertRoundTrip(format, byte[].class, new byte[] {0, -1, 127});
        assertRoundTrip(format, Double.class, Double.NaN);
        assertRoundTrip(format, BigDecimal.class, new BigDecimal("12345678901234567890.12"));
        Type generic = Repository.class.getDeclaredMethod("all").getGenericReturnType();
        assertRoundTrip(format, generic, Map.of("a", List.of(new Point(1, 2))));
    }

    @ParameterizedTest
    @EnumSource
    void writesNoClassNames(PayloadFormat format) {
        assertThat(new String(codec(format, Line.class).encode(LINE), UTF_8)).doesNotContain("Line", "Point", "io.");
    }

    @ParameterizedTest
    @EnumSource
    void readsFromTheMiddleOfAnArray(PayloadFormat format) {
        Codec<Line> codec = codec(format, Line.class);
        byte[] bytes = codec.encode(LINE);
        byte[] longer = new byte[bytes.length + 5];
        System.arraycopy(bytes, 0, longer, 3, bytes.length);
        assertThat(codec.decode(longer, 3, bytes.length)).isEqualTo(LINE);
    }

    @ParameterizedTest
    @EnumSource
    void refusesTheOtherFormats(PayloadFormat format) {
        for (PayloadFormat other : PayloadFormat.values()) {
            if (other != format) {
                assertRefused(
                        codec(format, Line.class), codec(other, Line.class).encode(LINE));
                assertRefused(
                        codec(format, Integer.class),
                        codec(other, Integer.class).encode(1));
                assertRefused(
                        codec(format, String.class), codec(other, String.class).encode(""));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNotWhole(PayloadFormat format) {
        Codec<Line> codec = codec(format, Line.class);
        byte[] bytes = codec.encode(LINE);
        for (int length = 0; length < bytes.length; length++) {
            assertRefused(codec, Arrays.copyOf(bytes, length));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = codec(format, Integer.class).encode(1)[bytesBefore(format)];
        assertRefused(codec, longer);
    }

    @ParameterizedTest
    @EnumSource
    void aRenamedOrLostComponentIsRefused(PayloadFormat format) {
        assertRefused(codec(format, Renamed.class), codec(format, Line.class).encode(LINE));
        assertRefused(codec(format, Point.class), codec(format, Map.class).encode(Map.of("x", 1)));
    }

    @ParameterizedTest
    @EnumSource
    void aChangedTypeIsRefused(PayloadFormat format) {
        for (Object x : List.of(1.5, true, "one", List.of(1), Map.of("a", 1), 3_000_000_000L, "")) {
            byte[] bytes = codec(format, Map.class).encode(Map.of("x", x, "y", 1));
            assertRefused(codec(format, Point.class), bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aScalarThatFitsWithoutLossIsConverted(PayloadFormat format) {
        byte[] bytes = codec(format, Map.class).encode(Map.of("x", "12", "y", 1));
        assertThat(codec(format, Point.class).decode(bytes)).isEqualTo(new Point(12, 1));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheTypeItselfRefusesIsNotAValue(PayloadFormat format) {
        JsonMapper unwrapping = JsonMapper.builder()
                .disable(DeserializationFeature.WRAP_EXCEPTIONS)
                .build();
        byte[] negative = codec(format, Map.class).encode(Map.of("x", -1));
        for (Type type : List.of(Guarded.class, GuardedBean.class)) {
            assertRefused(format.codec(JsonMapper.shared(), type), negative);
            assertRefused(format.codec(unwrapping, type), negative);
        }
    }

    @ParameterizedTest
    @EnumSource
    void skipsUnknownPropertiesAndKeepsTheDefaultsOfABean(PayloadFormat format) {
        Codec<Bean> beans = codec(format, Bean.class);
        Bean bean = beans.decode(codec(format, Map.class).encode(Map.of("count", 1, "removed", List.of(1))));
        assertThat(bean.count).isEqualTo(1);
        assertThat(bean.name).isEqualTo("unnamed");
    }

    record Node(Node next) {}

    @ParameterizedTest
    @EnumSource
    void nestsNoDeeperThanTheReaderAllows(PayloadFormat format) {
        byte[] two = codec(format, Node.class).encode(new Node(new Node(null)));
        assertThat(two).startsWith(Arrays.copyOf(deep(format, 1), 8));
        assertRefused(codec(format, Node.class), deep(format, 1_000));
    }

    @ParameterizedTest
    @EnumSource
    void aStackThatOverflowsIsNotAnError(PayloadFormat format) {
        StreamReadConstraints unlimited = StreamReadConstraints.builder()
                .maxNestingDepth(Integer.MAX_VALUE)
                .build();
        JsonMapper mapper = new JsonMapper(
                JsonFactory.builder().streamReadConstraints(unlimited).build());
        assertRefused(format.<Node>codec(mapper, Node.class), deep(format, 200_000));
    }

    /** The beginnings of so many nodes in each other. */
    private static byte[] deep(PayloadFormat format, int nodes) {
        String hex = switch (format) {
            case JSON -> "7b226e657874223a".repeat(nodes);
            case SMILE -> "3a290a05" + "fa836e657874" + "fa40".repeat(nodes);
            case CBOR -> "d9d9f7" + "bf646e657874".repeat(nodes);
        };
        return HexFormat.of().parseHex(hex);
    }

    record Ignoring(int x, @JsonIgnore String ignored) {}

    record OneWay(
            int x,

            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            String secret) {}

    record Derived(
            int x,

            @JsonProperty(access = JsonProperty.Access.READ_ONLY)
            String shown) {}

    @JsonIgnoreProperties("hidden")
    record Hiding(int x, String hidden) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sparse(
            @JsonProperty("renamed") Integer x,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> list) {}

    record Wrapping(
            Optional<String> text,
            @JsonFormat(shape = JsonFormat.Shape.STRING) int number) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Square.class, name = "square")})
    sealed interface Shape permits Square {}

    record Square(int side, Integer colour) implements Shape {}

    @ParameterizedTest
    @EnumSource
    void annotatedRecordsAreGivenBack(PayloadFormat format) {
        JsonMapper sparse = JsonMapper.builder()
                .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_EMPTY))
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build();
        for (Object value : List.of(
                new Ignoring(1, null),
                new OneWay(1, null),
                new Derived(1, null),
                new Hiding(1, null),
                new Sparse(null, List.of()),
                new Wrapping(Optional.empty(), 12))) {
            Codec<Object> codec = format.codec(sparse, value.getClass());
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        }
        Codec<Shape> shapes = format.codec(sparse, Shape.class);
        assertThat(shapes.decode(shapes.encode(new Square(1, null)))).isEqualTo(new Square(1, null));
    }

    interface PointMixin {
        @JsonProperty("first")
        int x();
    }

    @ParameterizedTest
    @EnumSource
    void usesTheSettingsOfTheMapper(PayloadFormat format) {
        JsonMapper mapper = JsonMapper.builder()
                .addMixIn(Point.class, PointMixin.class)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
        Codec<Point> points = format.codec(mapper, Point.class);
        byte[] bytes = points.encode(new Point(1, 2));
        assertThat(points.decode(bytes)).isEqualTo(new Point(1, 2));
        assertThat(codec(format, ObjectNode.class).decode(bytes).propertyNames())
                .containsExactlyInAnyOrder("first", "y");
        assertRefused(points, codec(format, Map.class).encode(Map.of("y", 2)));
    }

    @Test
    void namesTheLibraryThatIsMissing() throws Exception {
        assertThat(WithoutLibraries.complaint("smile"))
                .isEqualTo("the payload format smile needs tools.jackson.dataformat:jackson-dataformat-smile"
                        + " on the class path");
        assertThat(WithoutLibraries.complaint("cbor")).contains("jackson-dataformat-cbor");
        assertThat(WithoutLibraries.complaint("json")).isEqualTo("fine");
    }

    /** How many bytes there are before the first value. */
    private static int bytesBefore(PayloadFormat format) {
        return switch (format) {
            case JSON -> 0;
            case SMILE -> 4;
            case CBOR -> 3;
        };
    }

    static <T> Codec<T> codec(PayloadFormat format, Class<T> type) {
        return format.codec(JsonMapper.shared(), type);
    }

    private static void assertRoundTrip(PayloadFormat format, Type type, Object value) {
        Codec<Object> codec = format.codec(JsonMapper.shared(), type);
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    private static void assertRefused(Codec<?> codec, byte[] bytes) {
        assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(DecodeException.class);
    }
}
