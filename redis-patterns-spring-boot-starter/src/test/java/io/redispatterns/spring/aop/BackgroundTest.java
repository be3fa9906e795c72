package io.redispatterns.spring.aop;

import static io.redispatterns.spring.aop.AnnotatedBean.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.context.ContextRegistry;
import io.redispatterns.spring.annotation.Cached;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.Advisor;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.task.TaskDecorator;

/** What a method finds in the threads that are not its caller's. */
class BackgroundTest {

    private static final ThreadLocal<String> USER = new ThreadLocal<>();

    @Retention(RetentionPolicy.RUNTIME)
    @interface Watched {}

    static class Names {

        private final AtomicInteger loads = new AtomicInteger();
        private final Set<String> users = ConcurrentHashMap.newKeySet();
        private final Set<String> threads = ConcurrentHashMap.newKeySet();

        @Watched
        @Cached(cache = "names", earlyRefresh = "threshold:0.000001")
        String name(long id) {
            users.add(String.valueOf(USER.get()));
            threads.add(Thread.currentThread().getName());
            return "name " + loads.incrementAndGet();
        }

        @Cached("later-names")
        CompletableFuture<String> later(long id) {
            users.add(String.valueOf(USER.get()));
            threads.add(Thread.currentThread().getName());
            return CompletableFuture.completedFuture("name " + id);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Watching {

        static final Set<String> METHODS = ConcurrentHashMap.newKeySet();

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static Advisor watchedAdvisor() {
            MethodInterceptor advice = invocation -> {
                METHODS.add(ExposeInvocationInterceptor.currentInvocation()
                        .getMethod()
                        .getName());
                return invocation.proceed();
            };
            return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(Watched.class), advice);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnThreads {

        @Bean(destroyMethod = "shutdownNow")
        Executor redisPatternsExecutor() {
            return new ThreadPoolExecutor(
                    0, 10, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> new Thread(task, "our own thread"));
        }

        @Bean
        TaskDecorator asOperator() {
            return task -> () -> {
                USER.set("operator");
                task.run();
            };
        }
    }

    @AfterEach
    void forget() {
        USER.remove();
        ContextRegistry.getInstance().removeThreadLocalAccessor("user");
    }

    @Test
    void theCallersContextAndWhatAdviceFurtherInsideReliesOn() {
        ContextRegistry.getInstance().registerThreadLocalAccessor("user", USER);
        AnnotatedBean.of(Names.class).withConfiguration(Watching.class).run((names, patterns) -> {
            USER.set("alice");
            names.name(1);
            await().untilAsserted(() -> assertThat(names.name(1)).isEqualTo("name 2"));
            assertThat(target(names).threads).hasSizeGreaterThan(1);
            assertThat(names.later(1).get(10, TimeUnit.SECONDS)).isEqualTo("name 1");
            assertThat(target(names).users).containsExactly("alice");
            assertThat(Watching.METHODS).containsExactly("name");
        });
    }

    @Test
    void threadsAndDecoratorsOfTheApplication() {
        AnnotatedBean.of(Names.class).withConfiguration(OwnThreads.class).run((names, patterns) -> {
            assertThat(names.later(1).get(10, TimeUnit.SECONDS)).isEqualTo("name 1");
            assertThat(target(names).threads).containsExactly("our own thread");
            assertThat(target(names).users).containsExactly("operator");
        });
    }
}
