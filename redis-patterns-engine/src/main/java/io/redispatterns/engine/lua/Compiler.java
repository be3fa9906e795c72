package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.Block;
import io.redispatterns.engine.lua.syntax.ChunkName;
import io.redispatterns.engine.lua.syntax.Expression;
import io.redispatterns.engine.lua.syntax.FunctionBody;
import io.redispatterns.engine.lua.syntax.Parser;
import io.redispatterns.engine.lua.syntax.Statement;
import io.redispatterns.engine.lua.syntax.SyntaxException;
import io.redispatterns.engine.lua.syntax.UpvalueSource;
import io.redispatterns.engine.lua.syntax.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a function's instructions from its statements; its expressions are {@link ExpressionCompiler}'s. */
final class Compiler {

    /** What a compiled chunk takes, estimated by the length of its text. */
    static final int BYTES_PER_CHAR = 24;

    private final Prototype prototype;
    private final Code code;
    private final ExpressionCompiler expressions;
    /** The jumps out of the loops around, innermost last. */
    private final List<List<Jumps.Targeted>> breaks = new ArrayList<>();

    private Compiler(FunctionBody body, String chunk, @Nullable Code outer) {
        code = new Code(chunk);
        declareParameters(body);
        Variable arg = body.argTable();
        int argSlot = arg == null ? -1 : code.slotOf(arg);
        prototype = new Prototype(chunk, body, argSlot);
        prototype.upvalues =
                body.upvalues().stream().map(source -> access(source, outer)).toArray(Prototype.UpvalueAccess[]::new);
        expressions = new ExpressionCompiler(code);
        block(body.block());
        code.emit(new Return.None());
        code.finish(prototype);
    }

    /**
     * See {@link Prototype#compile}.
     *
     * @param nativeDepth how deep Java is nested already: the text may be nested so much less deeply
     */
    static Prototype compile(byte[] text, String chunkName, int nativeDepth) {
        try {
            return function(Parser.parse(text, chunkName, nativeDepth), chunkName, null);
        } catch (SyntaxException e) {
            throw new LuaError(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new LuaError(ChunkName.display(chunkName) + ": function or expression too complex");
        }
    }

    static Prototype function(FunctionBody body, String chunk, @Nullable Code outer) {
        return new Compiler(body, chunk, outer).prototype;
    }

    private static Prototype.UpvalueAccess access(UpvalueSource source, @Nullable Code outer) {
        if (source instanceof UpvalueSource.OfLocal local && outer != null) {
            return new Prototype.UpvalueAccess(true, outer.cellOf(local.variable()));
        }
        return new Prototype.UpvalueAccess(false, ((UpvalueSource.OfUpvalue) source).index());
    }

    private void declareParameters(FunctionBody body) {
        List<Variable> all = new ArrayList<>(body.parameters());
        if (body.argTable() != null) {
            all.add(body.argTable());
        }
        all.forEach(code::declare);
        all.forEach(this::share);
    }

    /** Moves a variable that has just got its slot's value to a cell if a closure uses it. */
    private void share(Variable variable) {
        if (variable.isCaptured()) {
            code.emit(new Assignments.NewCell(
                    code.newCell(variable), new Variables.Local(code.slotOf(variable), null, true)));
        }
    }

    private void block(Block block) {
        int mark = code.mark();
        block.statements().forEach(this::statement);
        code.release(mark);
    }

    private void statement(Statement statement) {
        if (statement instanceof Statement.LocalDeclaration local) {
            declaration(local);
            return;
        }
        if (statement instanceof Statement.LocalFunction function) {
            localFunction(function);
            return;
        }
        int mark = code.mark();
        if (statement instanceof Statement.Assignment assignment) {
            new AssignmentCompiler(code, expressions).compile(assignment);
        } else if (statement instanceof Statement.CallStatement call) {
            expressions.call(call.call(), mark, 0);
        } else if (statement instanceof Statement.Return giving) {
            returning(giving);
        } else if (statement instanceof Statement.If choice) {
            choice(choice);
        } else if (statement instanceof Statement.Do inner) {
            block(inner.block());
        } else if (statement instanceof Statement.Break) {
            breaks.get(breaks.size() - 1).add(code.emit(new Jumps.Jump()));
        } else {
            loop(statement);
        }
        code.release(mark);
    }

    private void loop(Statement statement) {
        breaks.add(new ArrayList<>());
        if (statement instanceof Statement.While loop) {
            whileLoop(loop);
        } else if (statement instanceof Statement.Repeat loop) {
            repeatLoop(loop);
        } else if (statement instanceof Statement.NumericFor loop) {
            numericFor(loop);
        } else if (statement instanceof Statement.GenericFor loop) {
            genericFor(loop);
        }
        code.landHere(breaks.remove(breaks.size() - 1));
    }

    private void declaration(Statement.LocalDeclaration local) {
        List<Variable> variables = local.variables();
        List<Expression> values = local.values();
        if (values.size() == 1 && variables.size() == 1 && variables.get(0).isCaptured()) {
            Variable variable = variables.get(0);
            code.declare(variable);
            int mark = code.mark();
            Node value = expressions.node(values.get(0));
            code.emit(new Assignments.NewCell(code.newCell(variable), value));
            code.release(mark);
            return;
        }
        int base = code.reserve(variables.size());
        int mark = code.mark();
        expressions.into(values, base, variables.size());
        code.release(mark);
        for (int i = 0; i < variables.size(); i++) {
            code.declareAt(variables.get(i), base + i);
            share(variables.get(i));
        }
    }

    private void localFunction(Statement.LocalFunction function) {
        Variable variable = function.variable();
        int slot = code.declare(variable);
        if (variable.isCaptured()) {
            int cell = code.newCell(variable);
            code.emit(new Assignments.NewCell(cell, new Variables.Constant(LuaNil.NIL)));
            code.emit(new Assignments.SetCell(cell, expressions.function(function.body())));
        } else {
            code.emit(Assignments.setLocal(slot, expressions.function(function.body())));
        }
    }

    private void returning(Statement.Return giving) {
        List<Expression> values = giving.values();
        if (values.isEmpty()) {
            code.emit(new Return.None());
        } else if (values.size() == 1 && ExpressionCompiler.isCall(values.get(0))) {
            expressions.tailCall(values.get(0));
        } else if (values.size() == 1 && !ExpressionCompiler.isOpen(values)) {
            code.emit(new Return.One(expressions.node(values.get(0))));
        } else {
            Node[] nodes = expressions.list(List.of(), values);
            code.emit(new Return.Many(nodes, ExpressionCompiler.isOpen(values)));
        }
    }

    private void choice(Statement.If choice) {
        List<Jumps.Targeted> toEnd = new ArrayList<>();
        for (int i = 0; i < choice.clauses().size(); i++) {
            Statement.Clause clause = choice.clauses().get(i);
            List<Jumps.Targeted> toNext = new ArrayList<>();
            expressions.jump(clause.condition(), false, toNext);
            block(clause.block());
            if (i + 1 < choice.clauses().size() || choice.otherwise() != null) {
                toEnd.add(code.emit(new Jumps.Jump()));
            }
            code.landHere(toNext);
        }
        if (choice.otherwise() != null) {
            block(choice.otherwise());
        }
        code.landHere(toEnd);
    }

    private void whileLoop(Statement.While loop) {
        int start = code.here();
        List<Jumps.Targeted> out = breaks.get(breaks.size() - 1);
        expressions.jump(loop.condition(), false, out);
        block(loop.block());
        code.emit(new Jumps.Repeat()).target = start;
    }

    private void repeatLoop(Statement.Repeat loop) {
        int start = code.here();
        int mark = code.mark();
        loop.block().statements().forEach(this::statement);
        List<Jumps.Targeted> out = new ArrayList<>();
        expressions.jump(loop.condition(), true, out);
        code.emit(new Jumps.Repeat()).target = start;
        code.landHere(out);
        code.release(mark);
    }

    private void numericFor(Statement.NumericFor loop) {
        int base = code.reserve(3);
        Expression step = loop.step() == null ? new Expression.Number(1) : loop.step();
        expressions.into(List.of(loop.start(), loop.limit(), step), base, 3);
        code.release(base + 3);
        Jumps.Targeted begin = code.emit(new Jumps.BeginFor(base, loop.line()));
        int body = code.here();
        code.declare(loop.variable());
        share(loop.variable());
        block(loop.block());
        code.landHere(List.of(begin));
        code.emit(new Jumps.NextFor(base)).target = body;
    }

    private void genericFor(Statement.GenericFor loop) {
        int base = code.reserve(3);
        expressions.into(loop.values(), base, 3);
        code.release(base + 3);
        Jumps.Targeted begin = code.emit(new Jumps.Jump());
        int body = code.here();
        loop.variables().forEach(code::declare);
        loop.variables().forEach(this::share);
        block(loop.block());
        code.landHere(List.of(begin));
        code.emit(new Jumps.NextIn(base, loop.variables().size(), loop.line())).target = body;
    }
}
