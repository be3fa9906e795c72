package io.redispatterns.codec;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.util.Native;

/** The LZ4 block format, by native code where it can be loaded and in Java, three to five times slower, elsewhere. */
final class Lz4 implements BlockCompressor {

    private final LZ4Compressor compressor;
    private final LZ4SafeDecompressor decompressor;

    Lz4() {
        LZ4Factory factory = factory();
        this.compressor = factory.fastCompressor();
        this.decompressor = factory.safeDecompressor();
    }

    /** The library's own choice would be Java in every class loader but the system's, so in executable jars. */
    private static LZ4Factory factory() {
        try {
            Native.load();
            return LZ4Factory.nativeInstance();
        } catch (LinkageError | UnsupportedOperationException e) {
            return LZ4Factory.fastestJavaInstance();
        }
    }

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
