package io.redispatterns.spring.aop;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/** The variables of a call: its parameters, by name and by position, and its result. */
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
        return name.equals("result") ? root.result() : super.lookupVariable(name);
    }
}
