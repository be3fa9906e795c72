package io.redispatterns.spring.aop;

class EmbeddedWriteThroughTest extends WriteThroughContract {

    @Override
    String[] properties() {
        return new String[] {};
    }
}
