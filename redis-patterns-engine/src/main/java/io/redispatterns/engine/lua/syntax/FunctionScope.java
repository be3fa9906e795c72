package io.redispatterns.engine.lua.syntax;

import io.redispatterns.engine.lua.syntax.Operand.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables and loops of a function that is being read. */
final class FunctionScope {

    private static final int MAX_LOCALS = 200;
    private static final int MAX_UPVALUES = 60;

    private final @Nullable FunctionScope enclosing;
    private final Tokens tokens;
    private final int line;
    private final Code code;
    private final Operators operators;

    private final List<UpvalueSource> upvalues = new ArrayList<>(0);
    private final List<Expression.Upvalue> upvalueExpressions = new ArrayList<>(0);

    /** The variables in scope, the innermost last, and behind them those that are declared but not in scope yet. */
    private Variable[] variables = new Variable[8];

    private int active;
    private int declared;
    private int loops;
    private boolean vararg;
    private boolean varargsUsed;
    private @Nullable Variable arg;
    private boolean argUsed;

    FunctionScope(@Nullable FunctionScope enclosing, Tokens tokens, int line) {
        this.enclosing = enclosing;
        this.tokens = tokens;
        this.line = line;
        code = new Code(this, tokens);
        operators = new Operators(code, tokens);
    }

    Code code() {
        return code;
    }

    Operators operators() {
        return operators;
    }

    /** Declares a variable, which is not in scope before {@link #activate}. */
    Variable declare(String name) {
        checkLimit(declared + 1, MAX_LOCALS, "local variables");
        if (declared == variables.length) {
            variables = Arrays.copyOf(variables, 2 * declared);
        }
        Variable variable = new Variable(name);
        variables[declared++] = variable;
        return variable;
    }

    /** Brings all declared variables into scope. */
    void activateAll() {
        active = declared;
    }

    /** Brings the next of the declared variables into scope. */
    void activate(int count) {
        active += count;
    }

    /** The number of variables in scope, which is the number of the first register that is free for values. */
    int active() {
        return active;
    }

    /** Ends the scope of the variables beyond the given number. */
    void close(int remaining) {
        active = remaining;
        declared = remaining;
        code.freeRegisters();
    }

    void enterLoop() {
        loops++;
    }

    void leaveLoop() {
        loops--;
    }

    boolean isInLoop() {
        return loops > 0;
    }

    /** Makes this a function with further arguments, which are known as {@code ...} and, within functions, as {@code arg}. */
    void setVararg(@Nullable Variable argVariable) {
        vararg = true;
        arg = argVariable;
    }

    boolean isVararg() {
        return vararg;
    }

    void useVarargs() {
        varargsUsed = true;
    }

    /**
     * Returns the function, now that it has been read. Its variable {@code arg} is left out if nothing names it, and declared by the
     * first statement if it stays nil because {@code ...} is used.
     */
    FunctionBody body(List<Variable> parameters, Block block) {
        Variable argTable = argUsed && !varargsUsed ? arg : null;
        Block whole = argUsed && varargsUsed && arg != null ? declaring(arg, block) : block;
        return new FunctionBody(parameters, vararg, argTable, List.copyOf(upvalues), whole, line);
    }

    private static Block declaring(Variable variable, Block block) {
        List<Statement> statements = new ArrayList<>(1 + block.statements().size());
        statements.add(new Statement.LocalDeclaration(List.of(variable), List.of()));
        statements.addAll(block.statements());
        return new Block(List.copyOf(statements));
    }

    /** Returns the variable of a name: local, of a function around this one, or global. */
    Operand find(String name) {
        int register = indexOf(name);
        if (register >= 0) {
            return new Operand(Kind.LOCAL, new Expression.Local(use(register)), register);
        }
        int upvalue = enclosing == null ? -1 : upvalue(name, enclosing);
        if (upvalue >= 0) {
            return new Operand(Kind.UPVALUE, upvalueExpressions.get(upvalue));
        }
        return new Operand(Kind.GLOBAL, new Expression.Global(name, tokens.lastLine()));
    }

    private int indexOf(String name) {
        int index = active - 1;
        while (index >= 0 && !variables[index].name().equals(name)) {
            index--;
        }
        return index;
    }

    private Variable use(int register) {
        Variable variable = variables[register];
        argUsed |= variable.equals(arg);
        return variable;
    }

    /** Returns the index of the upvalue that a variable of an outer function is, or -1 if none has the name. */
    private int upvalue(String name, FunctionScope outer) {
        int register = outer.indexOf(name);
        if (register >= 0) {
            Variable variable = outer.use(register);
            variable.capture();
            return upvalue(name, new UpvalueSource.OfLocal(variable));
        }
        int index = outer.enclosing == null ? -1 : outer.upvalue(name, outer.enclosing);
        return index < 0 ? index : upvalue(name, new UpvalueSource.OfUpvalue(index));
    }

    private int upvalue(String name, UpvalueSource source) {
        int index = upvalues.indexOf(source);
        if (index >= 0) {
            return index;
        }
        checkLimit(upvalues.size() + 1, MAX_UPVALUES, "upvalues");
        upvalues.add(source);
        upvalueExpressions.add(new Expression.Upvalue(upvalues.size() - 1, name));
        return upvalues.size() - 1;
    }

    /** Fails if there are more of something than a function may have. */
    void checkLimit(int count, int limit, String what) {
        if (count > limit) {
            String function = line == 0 ? "main function" : "function at line " + line;
            throw tokens.failure(function + " has more than " + limit + " " + what);
        }
    }
}
