package io.redispatterns.spring.aop;

class EmbeddedCachedTest extends CachedContract {

    @Override
    String[] properties() {
        return new String[] {};
    }
}
