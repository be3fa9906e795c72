package io.redispatterns.spring.aop;

import io.redispatterns.cache.LoadContext;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;

/**
 * A cached method with one parameter, by which a cache is warmed.
 *
 * @param annotated the method
 * @param operation what its annotation means
 */
record WarmedMethod(AnnotatedMethod annotated, CachedOperation operation) {

    /** Of which type its argument is. */
    Type parameter() {
        return annotated.parameterType(0);
    }

    /** The id of the entry for an argument; null if the condition says that there is none. */
    @Nullable
    String idOf(Object bean, Object argument) {
        Object target = AopProxyUtils.getSingletonTarget(bean);
        Call call = new Call(target == null ? bean : target, new Object[] {argument});
        return operation.condition().holds(call) ? operation.key().idOf(call) : null;
    }

    /** The value of an entry, for which the method is called. */
    @Nullable
    Object load(Object bean, Object argument, String id, LoadContext<Object> context) throws Exception {
        Delivery delivery = operation.result().delivery();
        return new RequestedLoad(operation.cache(), id, context)
                .through(() -> delivery.await(annotated.call(bean, argument)));
    }
}
