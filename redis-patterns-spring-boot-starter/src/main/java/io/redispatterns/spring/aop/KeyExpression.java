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

    /** The element of a collection of keys that a call is about. */
    KeyExpression ELEMENT = new KeyExpression() {
        @Override
        public String idOf(Call call) {
            Object element = call.element();
            if (element == null) {
                throw new IllegalArgumentException("a null among the keys names no entry");
            }
            return EntryId.of(element);
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
