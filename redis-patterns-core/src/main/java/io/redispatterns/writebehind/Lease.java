package io.redispatterns.writebehind;

/**
 * The right of an instance to write a shard.
 *
 * @param token what Redis knows it by: the fence, greater than that of all earlier leases of the shard, and the instance
 * @param endNanos when it is over unless it is renewed, on {@link System#nanoTime()}; Redis does not end it earlier
 */
record Lease(String token, long endNanos) {

    boolean isValid() {
        return System.nanoTime() - endNanos < 0;
    }
}
