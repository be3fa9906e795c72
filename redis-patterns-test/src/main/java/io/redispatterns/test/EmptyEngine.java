package io.redispatterns.test;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Empties the engine of the test's application before each test. */
final class EmptyEngine implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
        RedisEngine engine = SpringExtension.getApplicationContext(context).getBean(RedisEngine.class);
        try (EngineSession session = engine.session()) {
            session.call("FLUSHALL");
        }
    }
}
