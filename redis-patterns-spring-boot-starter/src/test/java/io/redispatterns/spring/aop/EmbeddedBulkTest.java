package io.redispatterns.spring.aop;

class EmbeddedBulkTest extends BulkContract {

    @Override
    String[] properties() {
        return new String[] {};
    }
}
