package io.redispatterns.spring.cache;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.interceptor.BeanFactoryCacheOperationSourceAdvisor;
import org.springframework.core.PriorityOrdered;

/**
 * Makes the calls of {@code @Cacheable} methods such that a cache can repeat them, to refresh what they gave. It has to be
 * there before any proxy is made.
 */
public final class RepeatableCalls implements BeanPostProcessor, PriorityOrdered {

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof BeanFactoryCacheOperationSourceAdvisor advisor
                && advisor.getAdvice() instanceof MethodInterceptor interceptor) {
            advisor.setAdvice(new RepeatableAdvice(interceptor));
        }
        return bean;
    }
}
