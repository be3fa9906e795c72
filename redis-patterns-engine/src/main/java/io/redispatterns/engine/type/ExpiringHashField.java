package io.redispatterns.engine.type;

import io.redispatterns.engine.util.TimeHeap;

/** A field that expires. */
final class ExpiringHashField extends HashField {

    private long expireAtMillis;
    private int place = TimeHeap.NOWHERE;

    /** Makes the node that takes a field's place when it gets an expiry. */
    ExpiringHashField(HashField field, long expireAtMillis) {
        super(field);
        this.expireAtMillis = expireAtMillis;
    }

    @Override
    long expireAtMillis() {
        return expireAtMillis;
    }

    @Override
    ExpiringHashField copy() {
        return new ExpiringHashField(this, expireAtMillis);
    }

    /** The fields of one hash that expire, soonest first. */
    static final class Order extends TimeHeap<ExpiringHashField> {

        void expireAt(ExpiringHashField field, long epochMillis) {
            field.expireAtMillis = epochMillis;
            put(field);
        }

        @Override
        protected long time(ExpiringHashField field) {
            return field.expireAtMillis;
        }

        @Override
        protected int place(ExpiringHashField field) {
            return field.place;
        }

        @Override
        protected void setPlace(ExpiringHashField field, int place) {
            field.place = place;
        }
    }
}
