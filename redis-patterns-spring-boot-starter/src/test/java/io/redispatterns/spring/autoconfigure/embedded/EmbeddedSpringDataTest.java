package io.redispatterns.spring.autoconfigure.embedded;

class EmbeddedSpringDataTest extends SpringDataContract {

    @Override
    String[] properties() {
        return new String[] {};
    }
}
