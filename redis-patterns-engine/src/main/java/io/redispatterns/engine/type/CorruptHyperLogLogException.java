package io.redispatterns.engine.type;

/** Tells that a string which begins as a HyperLogLog does not go on as one. */
public final class CorruptHyperLogLogException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CorruptHyperLogLogException() {
        super("the HyperLogLog's registers are not " + HyperLogLog.REGISTERS, null, false, false);
    }
}
