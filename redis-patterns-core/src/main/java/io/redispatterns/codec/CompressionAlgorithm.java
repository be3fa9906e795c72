package io.redispatterns.codec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a payload is compressed. */
public enum CompressionAlgorithm {

    /** Not at all. */
    NONE(0, "") {
        @Override
        @Nullable
        BlockCompressor load() {
            return null;
        }
    },

    /** The quickest, and works everywhere; needs {@code at.yawk.lz4:lz4-java}. */
    LZ4(1, "at.yawk.lz4:lz4-java") {
        @Override
        BlockCompressor load() {
            return Lz4Loaded.INSTANCE;
        }
    },

    /** The smallest, by native code; needs {@code com.github.luben:zstd-jni}. */
    ZSTD(2, "com.github.luben:zstd-jni") {
        @Override
        BlockCompressor load() {
            return ZstandardLoaded.INSTANCE;
        }
    };

    private static final CompressionAlgorithm[] ALL = values();

    private final byte id;
    private final String library;

    CompressionAlgorithm(int id, String library) {
        this.id = (byte) id;
        this.library = library;
    }

    /** The byte that names the algorithm in front of a payload. */
    byte id() {
        return id;
    }

    static CompressionAlgorithm of(byte id) {
        for (CompressionAlgorithm algorithm : ALL) {
            if (algorithm.id == id) {
                return algorithm;
            }
        }
        throw new DecodeException("an unknown compression: " + id, null);
    }

    /** The compressor, null for leaving bytes as they are; a {@link LinkageError} if its library cannot be used. */
    abstract @Nullable BlockCompressor load();

    /** What is to be done about a library that cannot be used. */
    String cure() {
        return "the compression " + name().toLowerCase(Locale.ROOT) + " needs " + library
                + " on the class path, in a version that can run on this machine";
    }

    /** Apart, so that its library is looked for when it is used, and not before. */
    private static final class Lz4Loaded {
        static final BlockCompressor INSTANCE = new Lz4();
    }

    /** Apart for the same reason. */
    private static final class ZstandardLoaded {
        static final BlockCompressor INSTANCE = new Zstandard();
    }
}
