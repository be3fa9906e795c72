package io.redispatterns.spring.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.ProxyConfig;
import org.springframework.beans.factory.BeanFactory;

/** Finds the methods that Spring's proxies cannot stand in front of, where an annotation would do nothing. */
final class ProxyCheck {

    private final BeanFactory beanFactory;

    ProxyCheck(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /** Fails if calls of a method would not get to the annotation's work. */
    void check(AnnotatedMethod annotated) {
        Method method = annotated.method();
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            throw annotated.mistake(
                    "a private or static method cannot be proxied", "Make it a public method of the bean.");
        }
        if (Proxy.isProxyClass(annotated.targetClass()) || !proxiesAreSubclasses()) {
            return;
        }
        if (Modifier.isFinal(annotated.targetClass().getModifiers())) {
            throw annotated.mistake(
                    "a final class cannot be proxied",
                    "Remove final, or have interfaces proxied with spring.aop.proxy-target-class=false.");
        }
        if (Modifier.isFinal(method.getModifiers())) {
            throw annotated.mistake("a final method cannot be proxied", "Remove final.");
        }
    }

    private boolean proxiesAreSubclasses() {
        return beanFactory.containsBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME)
                && beanFactory
                        .getBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME, ProxyConfig.class)
                        .isProxyTargetClass();
    }
}
