package io.redispatterns.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.command.KeySpec.AtIndex;
import io.redispatterns.engine.command.KeySpec.AtKeyword;
import io.redispatterns.engine.command.KeySpec.KeyCount;
import io.redispatterns.engine.command.KeySpec.Range;
import io.redispatterns.engine.command.KeySpec.Unknown;
import io.redispatterns.engine.util.Bytes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The key specifications of Redis's most particular commands, on calls whose keys are known. */
class KeySearchTest {

    private static final List<KeySpec> EVAL = List.of(spec(new AtIndex(2), new KeyCount(0, 1, 1)));
    private static final List<KeySpec> ZUNIONSTORE =
            List.of(spec(new AtIndex(1), new Range(0, 1, 0)), spec(new AtIndex(2), new KeyCount(0, 1, 1)));
    private static final List<KeySpec> MSET = List.of(spec(new AtIndex(1), new Range(-1, 2, 0)));
    private static final List<KeySpec> XREAD = List.of(spec(new AtKeyword("STREAMS", 1), new Range(-1, 1, 2)));
    private static final List<KeySpec> BLPOP = List.of(spec(new AtIndex(1), new Range(-2, 1, 0)));
    private static final List<KeySpec> RENAME =
            List.of(spec(new AtIndex(1), new Range(0, 1, 0)), spec(new AtIndex(2), new Range(0, 1, 0)));
    private static final List<KeySpec> SORT = List.of(
            spec(new AtIndex(1), new Range(0, 1, 0)),
            spec(new Unknown(), new Unknown()),
            spec(new Unknown(), new Unknown()));
    private static final List<KeySpec> MIGRATE = List.of(
            spec(new AtIndex(3), new Range(0, 1, 0)),
            new KeySpec(Set.of(KeyFlag.RW, KeyFlag.INCOMPLETE), null, new AtKeyword("KEYS", -2), new Range(-1, 1, 0)));

    @Test
    void aNumberOfKeysIsTakenAtItsWord() {
        assertThat(keys(EVAL, "EVAL x 2 a b c")).containsExactly("a", "b");
        assertThat(keys(EVAL, "EVAL x 0 a")).isEmpty();
        assertThat(keys(ZUNIONSTORE, "ZUNIONSTORE d 2 a b WEIGHTS 1 2")).containsExactly("d", "a", "b");
    }

    @Test
    void aNumberOfKeysThatDoesNotFitTellsNothing() {
        assertThat(keys(EVAL, "EVAL x 3 a b")).isNull();
        assertThat(keys(EVAL, "EVAL x y a b")).isNull();
        assertThat(keys(EVAL, "EVAL x -1 a b")).isNull();
        assertThat(keys(EVAL, "EVAL x 9223372036854775807 a")).isNull();
        assertThat(keys(EVAL, "EVAL x")).isNull();
    }

    @Test
    void aRangeEndsBeforeTheLastWordsAndGoesInSteps() {
        assertThat(keys(MSET, "MSET a 1 b 2")).containsExactly("a", "b");
        assertThat(keys(BLPOP, "BLPOP a b c 0")).containsExactly("a", "b", "c");
    }

    @Test
    void aKeywordIsSearchedFromEitherEnd() {
        assertThat(keys(XREAD, "XREAD COUNT 5 streams a b 1 2")).containsExactly("a", "b");
        assertThat(keys(XREAD, "XREAD COUNT 5 a b")).isEmpty();
        assertThat(keys(MIGRATE, "MIGRATE host 1 k 0 5 KEYS a b")).containsExactly("k", "a", "b");
        assertThat(keys(MIGRATE, "MIGRATE host 1 k 0 5")).containsExactly("k");
    }

    @Test
    void whatIsRoutedLikeAKeyIsNone() {
        List<KeySpec> publish = List.of(new KeySpec(Set.of(KeyFlag.NOT_KEY), null, new AtIndex(1), new Range(0, 1, 0)));
        assertThat(keys(publish, "SPUBLISH a b")).isEmpty();
    }

    @Test
    void oldClientsGetTheRangeThatRedisGivesThem() {
        assertThat(KeyRange.of(List.of())).isEqualTo(new KeyRange(0, 0, 0, true));
        assertThat(KeyRange.of(EVAL)).isEqualTo(new KeyRange(0, 0, 0, false));
        assertThat(KeyRange.of(ZUNIONSTORE)).isEqualTo(new KeyRange(1, 1, 1, false));
        assertThat(KeyRange.of(MSET)).isEqualTo(new KeyRange(1, -1, 2, true));
        assertThat(KeyRange.of(XREAD)).isEqualTo(new KeyRange(0, 0, 0, false));
        assertThat(KeyRange.of(BLPOP)).isEqualTo(new KeyRange(1, -2, 1, true));
        assertThat(KeyRange.of(RENAME)).isEqualTo(new KeyRange(1, 2, 1, true));
        assertThat(KeyRange.of(SORT)).isEqualTo(new KeyRange(1, 1, 1, false));
        assertThat(KeyRange.of(MIGRATE)).isEqualTo(new KeyRange(3, 3, 1, false));
    }

    private static KeySpec spec(KeySpec.Begin begin, KeySpec.Find find) {
        return new KeySpec(Set.of(KeyFlag.RO), null, begin, find);
    }

    private static @Nullable List<String> keys(List<KeySpec> specs, String call) {
        byte[][] argv = Stream.of(call.split(" ")).map(Bytes::of).toArray(byte[][]::new);
        List<KeyUse> uses = new KeySearch(argv).find(specs);
        return uses == null
                ? null
                : uses.stream().map(use -> Bytes.text(argv[use.index()])).toList();
    }
}
