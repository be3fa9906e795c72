package io.redispatterns.engine.resp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.SplittableRandom;

/**
 * Any bytes at all: commands, then perhaps a protocol error, never anything else, and the same however the bytes are cut. The build
 * runs the inputs that are kept; {@code JAZZER_FUZZ=1} looks for new ones.
 */
class RespDecoderFuzz {

    @FuzzTest(maxDuration = "5m")
    void cutAnywhere(byte[] bytes) {
        Decoding whole = Decoding.whole(bytes, Decoding.LIMITS);
        SplittableRandom random = new SplittableRandom(bytes.length);
        assertThat(Decoding.inPieces(bytes, Decoding.LIMITS, from -> from + 1)).isEqualTo(whole);
        assertThat(Decoding.inPieces(bytes, Decoding.LIMITS, from -> from + random.nextInt(1, 20)))
                .isEqualTo(whole);
    }
}
