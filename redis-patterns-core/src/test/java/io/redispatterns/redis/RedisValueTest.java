package io.redispatterns.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redispatterns.redis.RedisValue.Array;
import io.redispatterns.redis.RedisValue.Bool;
import io.redispatterns.redis.RedisValue.Bulk;
import io.redispatterns.redis.RedisValue.Decimal;
import io.redispatterns.redis.RedisValue.Entry;
import io.redispatterns.redis.RedisValue.ErrorValue;
import io.redispatterns.redis.RedisValue.Int;
import io.redispatterns.redis.RedisValue.MapValue;
import io.redispatterns.redis.RedisValue.Nil;
import io.redispatterns.redis.RedisValue.SetValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisValueTest {

    @Test
    void readsWhatIsThere() {
        assertThat(Bulk.of("å").asString()).isEqualTo("å");
        assertThat(new Int(7).asLong()).isEqualTo(7);
        assertThat(new Int(7).asDouble()).isEqualTo(7);
        assertThat(Bulk.of("-inf").asDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Bulk.of("1.5").asDouble()).isEqualTo(1.5);
        assertThat(new Int(1).asBoolean()).isTrue();
        assertThat(new Bool(false).asBoolean()).isFalse();
        assertThat(new SetValue(List.of(new Int(1))).asList()).containsExactly(new Int(1));
        MapValue map = new MapValue(List.of(new Entry(Bulk.of("a"), new Int(1))));
        assertThat(map.get("a")).isEqualTo(new Int(1));
        assertThat(map.get("b").isNil()).isTrue();
    }

    @Test
    void saysWhatWasExpectedAndWhatCame() {
        assertThatThrownBy(() -> Nil.NIL.asString())
                .isInstanceOf(UnexpectedReplyException.class)
                .hasMessage("expected a string but the reply is nil");
        assertThatThrownBy(() -> new Array(List.of(new Int(1), new Int(2))).asLong())
                .hasMessage("expected an integer but the reply is an array of 2");
        assertThatThrownBy(() -> new Decimal(1.5).asBytes())
                .hasMessage("expected a string but the reply is the double 1.5");
        assertThatThrownBy(() -> new Int(2).asBoolean())
                .hasMessage("expected a boolean but the reply is the integer 2");
        assertThatThrownBy(() -> new Int(2).asMap()).hasMessage("expected a map but the reply is the integer 2");
    }

    @Test
    void neverShowsTheContentOfAString() {
        assertThatThrownBy(() -> Bulk.of("secret").asLong())
                .hasMessage("expected an integer but the reply is a string of 6 bytes");
        assertThatThrownBy(() -> Bulk.of("secret").asDouble()).hasMessageNotContaining("secret");
        assertThat(Bulk.of("secret").toString()).doesNotContain("secret");
    }

    @Test
    void throwsErrorsWhenTheyAreRead() {
        ErrorValue error = ErrorValue.parse("WRONGTYPE not a list");
        assertThatThrownBy(error::asLong)
                .isInstanceOfSatisfying(
                        RedisErrorException.class, e -> assertThat(e.code()).isEqualTo("WRONGTYPE"))
                .hasMessage("WRONGTYPE not a list");
        assertThat(ErrorValue.parse("OOPS").toException()).hasMessage("OOPS");
    }

    @Test
    void comparesStringsByContent() {
        assertThat(Bulk.of("a")).isEqualTo(Bulk.of("a")).hasSameHashCodeAs(Bulk.of("a"));
        assertThat(Topic.channel("a")).isEqualTo(Topic.channel("a")).isNotEqualTo(Topic.pattern("a"));
        assertThat(Topic.shardChannel("a")).hasSameHashCodeAs(Topic.shardChannel("a"));
    }
}
