package io.redispatterns.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static final String END = "-- returns 1\n-- complexity O(1)\n\nreturn 1";

    private final Script deleting = Script.resource(ScriptTest.class, "compare-and-delete.lua");
    private final Script appending = Script.resource(ScriptTest.class, "append-all.lua");
    private final Script peeking = Script.resource(ScriptTest.class, "peek.lua");

    @Test
    void isKnownByItsNameAndTheDigestOfItsWholeText() {
        Script script = Script.of("one", "-- Gives one.\n" + END);
        assertThat(script.sha1()).isEqualTo("0544b00f51b1fd985cab93c2da68804306224848");
        assertThat(script).hasToString("one");
        assertThat(deleting).hasToString("compare-and-delete.lua");
        assertThat(deleting.name()).isEqualTo("compare-and-delete.lua");
    }

    @Test
    void isReadOnlyIfItsHeaderSaysSo() {
        assertThat(peeking.isReadOnly()).isTrue();
        assertThat(deleting.isReadOnly()).isFalse();
    }

    @Test
    void becomesACommandWithTheNumberOfItsKeys() {
        Command call = Command.of(appending)
                .key("a")
                .keys(List.of("b".getBytes(UTF_8), "c".getBytes(UTF_8)))
                .arg("writer")
                .arg(7);
        assertThat(words(call)).containsExactly("EVALSHA", appending.sha1(), "3", "a", "b", "c", "writer", "7");
        assertThat(call.keyCount()).isEqualTo(3);
        assertThat(Stream.iterate(0, i -> i + 1).limit(call.argCount()).filter(call::isKeyAt))
                .containsExactly(2, 3, 4);
        assertThat(call.neededScript()).isSameAs(appending);
        assertThat(call).hasToString("EVALSHA append-all.lua(7 arguments)");
        call.requireComplete();
    }

    @Test
    void becomesACommandWithItsText() {
        Command call = Command.of(peeking).key("k");
        assertThat(words(call)).containsExactly("EVALSHA_RO", peeking.sha1(), "1", "k");
        assertThat(words(call.withScriptText())).containsExactly("EVAL_RO", """
                -- Reads a key.
                -- KEYS[1] the key
                -- returns its value, nil if it is missing
                -- complexity O(1)
                -- read-only

                return redis.call('GET', KEYS[1])
                """, "1", "k");
        assertThat(call.withScriptText().neededScript()).isNull();
        assertThat(words(Command.of(deleting).withScriptText())).startsWith("EVAL");
        Command get = Command.of("GET").key("k");
        assertThat(get.withScriptText()).isSameAs(get);
        assertThat(get.neededScript()).isNull();
    }

    @Test
    void leavesAPrefixAsItIs() {
        Command prefix = Command.of(deleting);
        prefix.key("a").arg("x");
        assertThat(words(prefix)).containsExactly("EVALSHA", deleting.sha1(), "0");
        assertThat(words(prefix.key("b"))).containsExactly("EVALSHA", deleting.sha1(), "1", "b");
    }

    @Test
    void takesItsKeysFirst() {
        Command call = Command.of(deleting).arg("x");
        assertThatThrownBy(() -> call.key("k"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("compare-and-delete.lua");
    }

    @Test
    void takesWhatItDeclares() {
        Command deletion = Command.of(deleting);
        refuses(deletion.arg("x"), "script compare-and-delete.lua takes 1 key, not 0");
        refuses(deletion.key("a").key("b").arg("x"), "script compare-and-delete.lua takes 1 key, not 2");
        refuses(deletion.key("a"), "script compare-and-delete.lua takes 1 argument, not 0");
        refuses(deletion.key("a").arg(1).arg(2), "script compare-and-delete.lua takes 1 argument, not 2");
        refuses(Command.of(peeking).key("a").arg(1), "script peek.lua takes 0 arguments, not 1");
        refuses(deletion.key("a").withScriptText(), "script compare-and-delete.lua takes 1 argument, not 0");
        deletion.key("a").arg(1).requireComplete();
    }

    @Test
    void takesOneOrMoreOfATail() {
        Command appendix = Command.of(appending);
        refuses(appendix.arg("w").arg(1), "script append-all.lua takes at least 1 key, not 0");
        refuses(appendix.key("a").arg("w"), "script append-all.lua takes at least 2 arguments, not 1");
        appendix.key("a").arg("w").arg(1).requireComplete();
        appendix.key("a").key("b").arg("w").arg(1).arg(2).arg(3).requireComplete();
    }

    @Test
    void isRefusedIfThereIsNoSuchResource() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Script.resource(ScriptTest.class, "missing.lua"))
                .withMessage("there is no script missing.lua next to io.redispatterns.redis.ScriptTest");
    }

    @Test
    void isRefusedIfItsResourceIsNotUtf8() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Script.resource(ScriptTest.class, "latin1.lua"))
                .withMessage("script latin1.lua is not UTF-8");
    }

    @Test
    void isRefusedWithTheNameOfItsResource() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Script.resource(ScriptTest.class, "gap.lua"))
                .withMessage(
                        "script gap.lua: KEYS[2] and what it is are due in its header, not \"KEYS[3] another key\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "return 1",
                "\n-- Comes after a blank line.\n" + END,
                END,
                "-- Has no full stop\n" + END,
                "--Has no blank.\n" + END,
                "--   Begins with what goes on.\n" + END,
                "-- Has an empty line.\n--\n" + END
            })
    void isRefusedWithoutADescription(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Script.of("s", text))
                .withMessageStartingWith("script s: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- KEYS[0] zero\n",
                "-- KEYS[2] two\n",
                "-- KEYS[01] one\n",
                "-- KEYS[1]\n",
                "-- KEYS[x] a letter\n",
                "-- KEYS[1]: a colon\n",
                "-- KEYS[1] one\n-- KEYS[1] one again\n",
                "-- KEYS[1..n] a tail\n-- KEYS[2] another\n",
                "-- KEYS[1..3] a range\n",
                "-- KEYS[2..n] a tail\n",
                "-- ARGV[2] two\n",
                "-- ARGV[1] one\n-- KEYS[1] too late\n",
                "-- returns something\n",
                "-- complexity O(1)\n",
                "-- read-only\n"
            })
    void isRefusedIfItsHeaderIsOutOfOrder(String lines) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Script.of("s", "-- Does it.\n" + lines + END))
                .withMessageStartingWith("script s: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return 1",
                "-- returns 1\nreturn 1",
                "-- complexity O(1)\nreturn 1",
                "-- returns\n-- complexity O(1)\nreturn 1",
                "-- returns 1\n-- complexity\nreturn 1",
                "-- returns 1\n-- complexity O(1)\n-- writes nothing\nreturn 1",
                "-- returns 1\n-- complexity O(1)\n-- read-only\n-- read-only\nreturn 1"
            })
    void isRefusedWithoutItsResultAndComplexity(String rest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Script.of("s", "-- Does it.\n" + rest))
                .withMessageStartingWith("script s: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KEYS[2]",
                "KEYS[0]",
                "ARGV[3]",
                "KEYS [ 2 ]",
                "'--' .. ARGV[3]",
                "\"\\\"\" .. ARGV[3]",
                "[==[ ]] ]==] .. ARGV[3]",
                "--[[ ]] ARGV[3]",
                "tonumber(ARGV[12345678901234567])",
                "redis.call('GET', KEYS[ARGV[3]])"
            })
    void isRefusedIfItUsesWhatItDoesNotDeclare(String expression) {
        String header =
                "-- Does it.\n-- KEYS[1] a key\n-- ARGV[1] one\n-- ARGV[2] two\n-- returns 1\n-- complexity O(1)\n";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Script.of("s", header + "return " + expression))
                .withMessageStartingWith("script s: it uses ")
                .withMessageEndingWith("], which its header does not declare");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return KEYS[1] .. ARGV[9] -- never ARGV[0]",
                "return 'KEYS[2]' .. \"KEYS[3]\" .. [[KEYS[4]]] .. [=[KEYS[5]]=]",
                "--[[ KEYS[2]\n KEYS[3] ]] return MONKEYS[2]",
                "--[==[ KEYS[2] ]] KEYS[3] ]==] return 1",
                "return #KEYS + #ARGV"
            })
    void mayUseATailAndSpeakOfAnything(String body) {
        Script.of(
                "s",
                "-- Does it.\r\n-- KEYS[1] a key\r\n-- ARGV[1..n] some\r\n-- returns 1\r\n-- complexity O(1)\r\n"
                        + body);
    }

    private static void refuses(Command call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::requireComplete).withMessage(message);
    }

    private static List<String> words(Command command) {
        return Arrays.stream(command.argv())
                .map(word -> new String(word, UTF_8))
                .toList();
    }
}
