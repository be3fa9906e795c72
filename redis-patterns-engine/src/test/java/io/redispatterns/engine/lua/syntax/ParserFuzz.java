package io.redispatterns.engine.lua.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes at all: a function or a syntax error with a line, never anything else, and the same behind a comment. The
 * build runs the inputs that are kept; {@code JAZZER_FUZZ=1} looks for new ones.
 */
class ParserFuzz {

    @FuzzTest(maxDuration = "5m")
    void anyBytes(byte[] bytes) {
        String alone = parse(bytes);
        assertThat(parse(bytes)).isEqualTo(alone);
        byte[] behindComment = ("--[==[ ]=] ]] ]==]" + latin1(bytes)).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(parse(behindComment)).isEqualTo(alone);
    }

    /** Returns the number of statements or the error. A tree may be too deep to be compared. */
    private static String parse(byte[] bytes) {
        try {
            return Parser.parse(bytes, "@fuzz").block().statements().size() + " statements";
        } catch (SyntaxException e) {
            assertThat(e.getMessage()).matches("(?s)fuzz:[1-9][0-9]*: .+");
            return e.getMessage();
        }
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
