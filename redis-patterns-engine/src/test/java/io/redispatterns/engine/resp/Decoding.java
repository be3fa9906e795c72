package io.redispatterns.engine.resp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder made of some bytes.
 *
 * @param commands the commands, each as its words in Latin-1
 * @param error what was wrong behind them, or null
 */
record Decoding(List<List<String>> commands, @Nullable String error) {

    static final RespLimits LIMITS = new RespLimits(512 << 20, true);

    static Decoding whole(byte[] bytes, RespLimits limits) {
        return inPieces(bytes, limits, from -> bytes.length);
    }

    /** Feeds pieces, each from an array of its own that is overwritten afterwards, as a shared buffer is. */
    static Decoding inPieces(byte[] bytes, RespLimits limits, IntUnaryOperator endOfPieceFrom) {
        RespDecoder decoder = new RespDecoder();
        List<List<String>> commands = new ArrayList<>();
        try {
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, Math.max(from + 1, endOfPieceFrom.applyAsInt(from)));
                byte[] piece = Arrays.copyOfRange(bytes, from, to);
                decoder.feed(piece, 0, piece.length);
                for (byte[][] command = decoder.next(limits); command != null; command = decoder.next(limits)) {
                    commands.add(texts(command));
                }
                Arrays.fill(piece, (byte) '?');
                from = to;
            }
            return new Decoding(commands, null);
        } catch (ProtocolException e) {
            return new Decoding(commands, e.getMessage());
        }
    }

    static List<String> texts(byte[][] words) {
        return Stream.of(words)
                .map(word -> new String(word, StandardCharsets.ISO_8859_1))
                .collect(Collectors.toList());
    }
}
