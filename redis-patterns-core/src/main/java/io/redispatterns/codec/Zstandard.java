package io.redispatterns.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.util.Native;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * One Zstandard frame for each block (RFC 8878), by native code. Its working memory outside the heap costs more to make
 * than a small block to compress, so a few are kept, each used by one thread at a time.
 */
final class Zstandard implements BlockCompressor {

    /** On values of up to 100 kB as small as the library's default of 3, and mostly quicker. */
    private static final int LEVEL = 1;

    private static final int KEPT = 8;

    private final ArrayBlockingQueue<ZstdCompressCtx> compressors = new ArrayBlockingQueue<>(KEPT);
    private final ArrayBlockingQueue<ZstdDecompressCtx> decompressors = new ArrayBlockingQueue<>(KEPT);

    Zstandard() {
        Native.load();
    }

    @Override
    public int maxCompressedBytes(int plainBytes) {
        return Math.toIntExact(Zstd.compressBound(plainBytes));
    }

    @Override
    public int compress(byte[] plain, byte[] target, int targetOffset) {
        ZstdCompressCtx kept = compressors.poll();
        ZstdCompressCtx context = kept == null ? new ZstdCompressCtx().setLevel(LEVEL) : kept;
        try {
            return context.compressByteArray(
                    target, targetOffset, target.length - targetOffset, plain, 0, plain.length);
        } finally {
            if (!compressors.offer(context)) {
                context.close();
            }
        }
    }

    @Override
    public int decompress(byte[] source, int offset, int length, byte[] target) {
        ZstdDecompressCtx kept = decompressors.poll();
        ZstdDecompressCtx context = kept == null ? new ZstdDecompressCtx() : kept;
        try {
            return context.decompressByteArray(target, 0, target.length, source, offset, length);
        } finally {
            if (!decompressors.offer(context)) {
                context.close();
            }
        }
    }
}
