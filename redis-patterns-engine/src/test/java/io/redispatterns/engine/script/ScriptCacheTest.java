package io.redispatterns.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.util.Bytes;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ScriptCacheTest {

    private final ScriptCache cache = new ScriptCache();

    private static Script script(int number) {
        return Script.compile(Bytes.of("return " + number));
    }

    private void evaluate(Script script) {
        cache.touch(cache.addEvaluated(script));
    }

    private boolean has(Script script) {
        return cache.find(script.digest()) != null;
    }

    private void evaluate(int from, int to) {
        for (int i = from; i < to; i++) {
            evaluate(script(i));
        }
    }

    @Test
    void aScriptIsFoundByItsDigestWithLettersOfEitherCase() {
        evaluate(script(1));
        assertThat(Bytes.text(script(1).digest())).isEqualTo("e0e1f9fabfc9d4800c877a703b823ac0578ff8db");
        assertThat(cache.find(Bytes.of(Bytes.text(script(1).digest()).toUpperCase(Locale.ROOT))))
                .isNotNull();
        assertThat(cache.find(Bytes.of("e0e1f9fabfc9d4800c877a703b823ac0578ff8d")))
                .isNull();
    }

    @Test
    void ofTheEvaluatedOnesThoseUsedLastAreKept() {
        evaluate(0, ScriptCache.MAX_EVALUATED);
        evaluate(script(0));
        evaluate(1000, 1002);
        assertThat(has(script(0))).isTrue();
        assertThat(has(script(1))).isFalse();
        assertThat(has(script(2))).isFalse();
        assertThat(has(script(3))).isTrue();
        assertThat(cache.size()).isEqualTo(ScriptCache.MAX_EVALUATED);
        assertThat(cache.evicted()).isEqualTo(2);
    }

    @Test
    void aLoadedOneStays() {
        cache.addLoaded(script(-1));
        evaluate(0, ScriptCache.MAX_EVALUATED);
        cache.addLoaded(script(0));
        evaluate(script(0));
        evaluate(1000, 2000);
        assertThat(has(script(-1))).isTrue();
        assertThat(has(script(0))).isTrue();
        assertThat(has(script(1))).isFalse();
        assertThat(cache.size()).isEqualTo(ScriptCache.MAX_EVALUATED + 2);
    }

    @Test
    void nothingIsLeftWhenAllAreForgotten() {
        cache.addLoaded(script(-1));
        evaluate(0, 10);
        cache.clear();
        assertThat(cache.size()).isZero();
        assertThat(has(script(-1))).isFalse();
        evaluate(0, ScriptCache.MAX_EVALUATED);
        assertThat(cache.evicted()).isZero();
    }
}
