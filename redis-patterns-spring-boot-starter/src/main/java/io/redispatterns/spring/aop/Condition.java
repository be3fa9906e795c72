package io.redispatterns.spring.aop;

/** Whether a call is one that an annotation means. */
interface Condition {

    /** Every call. */
    Condition ALWAYS = new Fixed(true);

    /** No call. */
    Condition NEVER = new Fixed(false);

    boolean holds(Call call);

    /** Whether it needs what the method gives. */
    boolean usesResult();

    /** For all calls the same. */
    record Fixed(boolean holds) implements Condition {

        @Override
        public boolean holds(Call call) {
            return holds;
        }

        @Override
        public boolean usesResult() {
            return false;
        }
    }
}
