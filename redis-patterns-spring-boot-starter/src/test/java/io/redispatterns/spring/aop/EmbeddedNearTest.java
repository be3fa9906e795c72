package io.redispatterns.spring.aop;

class EmbeddedNearTest extends NearContract {

    @Override
    String[] properties() {
        return new String[] {};
    }
}
