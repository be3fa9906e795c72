package io.redispatterns.spring.aop;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/** The variables of a call: its parameters, by name and by position, and those of its {@link Scope}. */
final class CallContext extends StandardEvaluationContext {

    private final CallRoot root;
    private final Map<String, Integer> parameters;

    CallContext(CallRoot root, Map<String, Integer> parameters) {
        super(root);
        this.root = root;
        this.parameters = parameters;
    }

    @Override
    public @Nullable Object lookupVariable(String name) {
        Integer position = parameters.get(name);
        if (position != null) {
            return root.getArgs()[position];
        }
        return Scope.isKnown(name) ? root.variable(name) : super.lookupVariable(name);
    }
}
