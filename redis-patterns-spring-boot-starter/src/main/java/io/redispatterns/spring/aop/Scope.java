package io.redispatterns.spring.aop;

import java.util.Set;

/**
 * What an expression may use besides the parameters.
 *
 * @param variables without their {@code #}
 */
record Scope(Set<String> variables) {

    static final String RESULT = "result";
    static final String ELEMENT = "element";
    static final String ERROR = "error";

    /** Before the method has run. */
    static final Scope BEFORE = new Scope(Set.of());

    /** After it has. */
    static final Scope AFTER = new Scope(Set.of(RESULT));

    /** After it has failed. */
    static final Scope FAILED = new Scope(Set.of(ERROR));

    /** For one element of a collection of keys, before the method has run. */
    static final Scope ELEMENT_BEFORE = new Scope(Set.of(ELEMENT));

    /** For one element of a collection of keys, and its result. */
    static final Scope ELEMENT_AFTER = new Scope(Set.of(ELEMENT, RESULT));

    boolean has(String variable) {
        return variables.contains(variable);
    }

    /** Whether there is a place where the variable could be used. */
    static boolean isKnown(String variable) {
        return variable.equals(RESULT) || variable.equals(ELEMENT) || variable.equals(ERROR);
    }
}
