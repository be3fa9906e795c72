package io.redispatterns.spring.aop;

class EmbeddedKeepingTest extends KeepingContract {

    @Override
    String[] properties() {
        return new String[] {};
    }
}
