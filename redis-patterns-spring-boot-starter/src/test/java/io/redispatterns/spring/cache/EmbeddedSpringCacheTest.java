package io.redispatterns.spring.cache;

class EmbeddedSpringCacheTest extends SpringCacheContract {

    @Override
    String[] properties() {
        return new String[] {};
    }
}
