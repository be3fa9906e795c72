package io.redispatterns.spring.aop;

import io.redispatterns.spring.annotation.CacheWarming;
import io.redispatterns.spring.warming.WarmingMethods;
import io.redispatterns.spring.warming.WarmingRegistry;
import java.lang.reflect.Method;
import java.util.Objects;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Finds the warmings that methods of the beans declare, when all beans are there. */
final class DeclaredWarmings implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beanFactory;
    private final WarmingReader reader;
    private final ObjectProvider<WarmingRegistry> registry;

    DeclaredWarmings(
            ConfigurableListableBeanFactory beanFactory,
            WarmingReader reader,
            ObjectProvider<WarmingRegistry> registry) {
        this.beanFactory = beanFactory;
        this.reader = reader;
        this.registry = registry;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (String bean : beanFactory.getBeanDefinitionNames()) {
            Class<?> type = ScopedProxyUtils.isScopedTarget(bean)
                    ? null
                    : AutoProxyUtils.determineTargetClass(beanFactory, bean);
            if (type != null) {
                Class<?> own = ClassUtils.getUserClass(type);
                WarmingMethods.of(own).forEach((method, annotation) -> add(bean, own, method, annotation));
            }
        }
    }

    private void add(String bean, Class<?> type, Method method, CacheWarming annotation) {
        Class<?> beanType = Objects.requireNonNullElse(beanFactory.getType(bean), type);
        WarmingOperation operation = reader.read(method, type, beanType, annotation);
        boolean isNew = registry.getObject()
                .add(
                        operation.name(),
                        operation.cache(),
                        operation.settings(),
                        config -> operation.begin(config, () -> beanFactory.getBean(bean)));
        if (!isNew) {
            throw operation
                    .keys()
                    .mistake(
                            "there is another warming named " + operation.name(),
                            "Give it a name of its own, as in @CacheWarming(name = \"all-cities\").");
        }
    }
}
