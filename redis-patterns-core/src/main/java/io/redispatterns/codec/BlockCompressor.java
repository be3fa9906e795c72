package io.redispatterns.codec;

/** A way to make one block of bytes shorter and to get it back. Safe for many threads. */
interface BlockCompressor {

    /** The most bytes that a block of so many bytes can take, compressed. */
    int maxCompressedBytes(int plainBytes);

    /** Compresses a block into the rest of an array, which has room for the longest result; gives the bytes taken. */
    int compress(byte[] plain, byte[] target, int targetOffset);

    /**
     * Gets back a block and gives the number of bytes it had.
     *
     * @throws RuntimeException if the block is damaged, or longer than the target
     */
    int decompress(byte[] source, int offset, int length, byte[] target);
}
