package io.redispatterns.codec;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** The LZ4 block format, by native code where the library can load it and in Java elsewhere. */
final class Lz4 implements BlockCompressor {

    private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
    private final LZ4SafeDecompressor decompressor =
            LZ4Factory.fastestInstance().safeDecompressor();

    @Override
    public int maxCompressedBytes(int plainBytes) {
        return compressor.maxCompressedLength(plainBytes);
    }

    @Override
    public int compress(byte[] plain, byte[] target, int targetOffset) {
        return compressor.compress(plain, 0, plain.length, target, targetOffset, target.length - targetOffset);
    }

    @Override
    public int decompress(byte[] source, int offset, int length, byte[] target) {
        return decompressor.decompress(source, offset, length, target, 0, target.length);
    }
}
