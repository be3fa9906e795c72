package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.ArithmeticOperator;
import io.redispatterns.engine.util.InverseAngles;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The table {@code math}. */
final class MathLibrary {

    private static final double RADIANS_PER_DEGREE = Math.PI / 180;

    /** The functions in the order in which Lua registers them, on which the order of the table's entries depends. */
    private static final List<String> IN_ORDER = List.of(
            "abs",
            "acos",
            "asin",
            "atan2",
            "atan",
            "ceil",
            "cosh",
            "cos",
            "deg",
            "exp",
            "floor",
            "fmod",
            "frexp",
            "ldexp",
            "log10",
            "log",
            "max",
            "min",
            "modf",
            "pow",
            "rad",
            "random",
            "randomseed",
            "sinh",
            "sin",
            "sqrt",
            "tanh",
            "tan");

    private MathLibrary() {}

    static void open(LuaState lua, RandomSequence random) {
        LuaTable library = lua.newTable(0, IN_ORDER.size());
        IN_ORDER.forEach(name -> library.put(name, LuaNil.NIL));
        library.put("pi", LuaNumber.of(Math.PI));
        library.put("huge", LuaNumber.of(Double.POSITIVE_INFINITY));
        openFunctions(library);
        openTrigonometry(library);
        BaseLibrary.set(library, "frexp", MathLibrary::binaryParts);
        BaseLibrary.set(library, "ldexp", MathLibrary::scaled);
        BaseLibrary.set(library, "modf", MathLibrary::parts);
        BaseLibrary.set(library, "max", in -> extreme(in, 1));
        BaseLibrary.set(library, "min", in -> extreme(in, -1));
        BaseLibrary.set(library, "random", in -> random(in, random));
        BaseLibrary.set(library, "randomseed", in -> seed(in, random));
        lua.globals().put("math", library);
    }

    private static void openFunctions(LuaTable library) {
        BaseLibrary.set(library, "abs", in -> LuaNumber.of(Math.abs(in.number(0))));
        function(library, "ceil", Math::ceil, NotANumber.MADE);
        function(library, "deg", x -> x / RADIANS_PER_DEGREE, NotANumber.MADE);
        function(library, "exp", Math::exp, NotANumber.MADE);
        function(library, "floor", Math::floor, NotANumber.MADE);
        function(library, "log", Math::log, NotANumber.MADE);
        function(library, "log10", NativeMath::log10, NotANumber.POSITIVE);
        function(library, "rad", x -> x * RADIANS_PER_DEGREE, NotANumber.MADE);
        function(library, "sqrt", Math::sqrt, NotANumber.MADE);
        Builtin remainder = function((a, b) -> a % b);
        library.put("fmod", remainder);
        library.put("mod", remainder);
        library.put("pow", function(ArithmeticOperator.POWER::apply));
    }

    private static void openTrigonometry(LuaTable library) {
        function(library, "acos", InverseAngles::acos, NotANumber.POSITIVE);
        function(library, "asin", InverseAngles::asin, NotANumber.POSITIVE);
        function(library, "atan", InverseAngles::atan, NotANumber.MADE);
        BaseLibrary.set(library, "atan2", MathLibrary::angle);
        function(library, "cos", Math::cos, NotANumber.MADE);
        function(library, "cosh", NativeMath::cosh, NotANumber.MADE);
        function(library, "sin", Math::sin, NotANumber.MADE);
        function(library, "sinh", StrictMath::sinh, NotANumber.MADE);
        function(library, "tan", Math::tan, NotANumber.MADE);
        function(library, "tanh", StrictMath::tanh, NotANumber.MADE);
    }

    /** Sets a function of one number, and what it gives where it has no result. */
    private static void function(LuaTable library, String name, DoubleUnaryOperator function, double none) {
        BaseLibrary.set(library, name, in -> {
            double x = in.number(0);
            double result = function.applyAsDouble(x);
            return LuaNumber.of(!Double.isNaN(result) ? result : Double.isNaN(x) ? x : none);
        });
    }

    /** Returns a function of two numbers. The second is looked at first, as compiled C does it. */
    private static Builtin function(DoubleBinaryOperator function) {
        return new Builtin(in -> {
            double b = in.number(1);
            double a = in.number(0);
            double result = function.applyAsDouble(a, b);
            return LuaNumber.of(Double.isNaN(result) ? NotANumber.of(a, b) : result);
        });
    }

    /** Of two that are no number C gives the second back here. */
    private static Values angle(Arguments in) {
        double x = in.number(1);
        double y = in.number(0);
        double angle = InverseAngles.atan2(y, x);
        return LuaNumber.of(Double.isNaN(angle) ? NotANumber.of(x, y) : angle);
    }

    private static Values binaryParts(Arguments in) {
        double x = in.number(0);
        return Tuple.of(LuaNumber.of(NativeMath.binaryFraction(x)), LuaNumber.of(NativeMath.binaryExponent(x)));
    }

    private static Values scaled(Arguments in) {
        int exponent = in.int32(1);
        return LuaNumber.of(Math.scalb(in.number(0), exponent));
    }

    private static Values parts(Arguments in) {
        double x = in.number(0);
        return Tuple.of(LuaNumber.of(NativeMath.whole(x)), LuaNumber.of(NativeMath.fraction(x)));
    }

    /** The first of the greatest numbers, or with a sign of -1 of the least; what is no number is neither, but for the first. */
    private static Values extreme(Arguments in, int sign) {
        double extreme = in.number(0);
        for (int i = 1; i < in.count(); i++) {
            double number = in.number(i);
            if (sign * number > sign * extreme) {
                extreme = number;
            }
        }
        return LuaNumber.of(extreme);
    }

    private static Values random(Arguments in, RandomSequence random) {
        double number = random.next();
        return switch (in.count()) {
            case 0 -> LuaNumber.of(number);
            case 1 -> between(in, number, 1, in.int32(0));
            case 2 -> between(in, number, in.int32(0), in.int32(1));
            default -> throw in.error("wrong number of arguments");
        };
    }

    /** The number of integers wraps around at 32 bits where the bounds are given, as it does in Redis. */
    private static Values between(Arguments in, double number, int low, int high) {
        if (low > high) {
            throw in.error(in.count() - 1, "interval is empty");
        }
        return LuaNumber.of(Math.floor(number * (high - low + 1)) + low);
    }

    private static Values seed(Arguments in, RandomSequence random) {
        random.seed(in.int32(0));
        return Tuple.EMPTY;
    }
}
