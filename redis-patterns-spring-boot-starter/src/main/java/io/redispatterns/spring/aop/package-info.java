/** How the annotations work: advisors, interceptors, and the expressions in annotations. */
@NullMarked
package io.redispatterns.spring.aop;

import org.jspecify.annotations.NullMarked;
