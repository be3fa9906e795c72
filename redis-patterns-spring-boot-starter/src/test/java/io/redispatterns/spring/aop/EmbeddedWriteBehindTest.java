package io.redispatterns.spring.aop;

class EmbeddedWriteBehindTest extends WriteBehindContract {

    @Override
    String[] properties() {
        return new String[] {};
    }
}
