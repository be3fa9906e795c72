package io.redispatterns.engine.lua.syntax;

/** The operators on two numbers. */
public enum ArithmeticOperator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MODULO,
    POWER
}
