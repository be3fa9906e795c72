package io.redispatterns.spring.aop;

import io.redispatterns.spring.cache.EntryId;

/** What tells the entries of a cache apart: gives the id of the entry that a call is about. */
interface KeyExpression {

    /** All parameters together. */
    KeyExpression ALL_PARAMETERS = new KeyExpression() {
        @Override
        public String idOf(Call call) {
            return EntryId.joined(call.args());
        }

        @Override
        public boolean usesResult() {
            return false;
        }
    };

    /**
     * The id.
     *
     * @throws IllegalArgumentException if the call has none: the key is null, or has no text of its own
     */
    String idOf(Call call);

    /** Whether it needs what the method gives. */
    boolean usesResult();
}
