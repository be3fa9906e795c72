package io.redispatterns.engine.command.hyperloglog;

import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.type.HyperLogLog;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Bytes;

/** Counts a million elements into two HyperLogLogs, one sparse at first and one dense, and looks at their estimates on the way. */
final class HyperLogLogSelfTest {

    private static final int ELEMENTS = 1_000_000;
    private static final int SPARSE_LENGTH = 3000;
    private static final double STANDARD_ERROR = 1.04 / Math.sqrt(HyperLogLog.REGISTERS);
    /** So many standard errors are never passed by these elements. */
    private static final double TOLERANCE = 6;

    private final HyperLogLog sparse = HyperLogLog.edit(HyperLogLog.newString());
    private final StringValue denseString = HyperLogLog.newString();
    private final HyperLogLog dense = HyperLogLog.edit(denseString);

    private HyperLogLogSelfTest() {}

    static Reply run() {
        HyperLogLogSelfTest test = new HyperLogLogSelfTest();
        test.dense.toDense();
        int checkpoint = 1;
        for (int i = 1; i <= ELEMENTS; i++) {
            test.add(i);
            if (i == checkpoint) {
                test.check(i);
                checkpoint *= 10;
            }
        }
        return Reply.OK;
    }

    private void add(int element) {
        byte[] bytes = Bytes.of(element);
        if (sparse.add(bytes, SPARSE_LENGTH) != dense.add(bytes, SPARSE_LENGTH)) {
            throw Errors.of("TESTFAILED sparse and dense registers differ at element " + element);
        }
    }

    private void check(int elements) {
        long estimate = sparse.count();
        if (estimate != HyperLogLog.read(denseString).count()) {
            throw Errors.of("TESTFAILED dense/sparse disagree at " + elements + " elements");
        }
        double allowed = Math.max(1, Math.ceil(TOLERANCE * STANDARD_ERROR * elements));
        if (Math.abs(estimate - elements) > allowed) {
            throw Errors.of("TESTFAILED Too big error. card:" + elements + " abserr:" + Math.abs(estimate - elements));
        }
    }
}
