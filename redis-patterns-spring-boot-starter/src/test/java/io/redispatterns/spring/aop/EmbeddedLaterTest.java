package io.redispatterns.spring.aop;

class EmbeddedLaterTest extends LaterContract {

    @Override
    String[] properties() {
        return new String[] {};
    }
}
