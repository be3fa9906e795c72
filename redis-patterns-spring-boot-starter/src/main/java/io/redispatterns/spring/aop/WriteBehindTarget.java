package io.redispatterns.spring.aop;

import io.redispatterns.writebehind.Write;
import io.redispatterns.writebehind.WriteResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * A method that writes later.
 *
 * @param annotated the method
 * @param poison what it throws if there is no use in trying again
 */
record WriteBehindTarget(AnnotatedMethod annotated, List<Class<? extends Throwable>> poison) {

    /** The bean that has the method, with all its advice. */
    Object bean(ConfigurableListableBeanFactory beanFactory) {
        List<String> names = List.of(beanFactory.getBeanDefinitionNames()).stream()
                .filter(name -> annotated.targetClass() == AutoProxyUtils.determineTargetClass(beanFactory, name))
                .toList();
        if (names.size() != 1) {
            throw annotated.mistake(
                    "there are " + names.size() + " beans of its class, and it cannot be said which of them writes",
                    "Declare one bean of the class.");
        }
        return beanFactory.getBean(names.get(0));
    }

    /** Calls the method. */
    @Nullable
    Object call(Object bean, @Nullable Object argument) throws Exception {
        return annotated.call(bean, argument);
    }

    /** Writes one item, past its acceptance. */
    WriteResult write(Object bean, Write<Object> write, @Nullable Object argument) throws InterruptedException {
        try {
            WriteBehindInterceptor.writing(() -> call(bean, argument));
            return write.written();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return failed(write, e);
        }
    }

    /** The result for an item that alone has made the method throw. */
    WriteResult failed(Write<Object> write, Exception failure) {
        boolean isPoison = poison.stream().anyMatch(type -> type.isInstance(failure));
        return isPoison ? write.poison(failure) : write.retry(failure);
    }
}
