package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.ArithmeticOperator;
import org.jspecify.annotations.Nullable;

/** What operators do once the quick way is closed: conversions, metamethods, errors. */
final class Operators {

    /** How many tables a chain of {@code __index} may have. PUC Lua's MAXTAGLOOP. */
    private static final int MAX_CHAIN = 100;

    private Operators() {}

    /** Returns the number that a string reads as, or null. */
    static @Nullable LuaNumber parse(LuaString string) {
        Double number = NumberParser.parse(string.bytes(), 0, string.length());
        return number == null ? null : LuaNumber.of(number);
    }

    /** Returns {@code object[key]}. */
    static LuaValue index(LuaState lua, LuaValue object, LuaValue key, @Nullable Name name) {
        LuaValue holder = object;
        for (int i = 0; i < MAX_CHAIN; i++) {
            LuaValue handler;
            if (holder instanceof LuaTable table) {
                LuaValue value = table.get(key);
                if (!value.isNil()) {
                    return value;
                }
                LuaTable metatable = table.metatable();
                handler = metatable == null ? LuaNil.NIL : Event.INDEX.of(metatable);
                if (handler.isNil()) {
                    return LuaNil.NIL;
                }
            } else {
                handler = lua.metamethod(holder, Event.INDEX);
                if (handler.isNil()) {
                    throw typeError(lua, "index", holder, i == 0 ? name : null);
                }
            }
            if (handler instanceof LuaFunction) {
                return lua.call(handler, holder, key).first();
            }
            holder = handler;
        }
        throw lua.error("loop in gettable");
    }

    /** Does {@code object[key] = value}. */
    static void setIndex(LuaState lua, LuaValue object, LuaValue key, LuaValue value, @Nullable Name name) {
        LuaValue holder = object;
        for (int i = 0; i < MAX_CHAIN; i++) {
            LuaValue handler;
            if (holder instanceof LuaTable table) {
                if (table.isReadonly()) {
                    throw lua.error("Attempt to modify a readonly table");
                }
                LuaTable metatable = table.metatable();
                handler = metatable == null || !table.get(key).isNil() ? LuaNil.NIL : Event.NEWINDEX.of(metatable);
                checkKey(lua, key);
                if (handler.isNil()) {
                    table.put(key, value);
                    return;
                }
                table.note(key);
            } else {
                handler = lua.metamethod(holder, Event.NEWINDEX);
                if (handler.isNil()) {
                    throw typeError(lua, "index", holder, i == 0 ? name : null);
                }
            }
            if (handler instanceof LuaFunction) {
                lua.call(handler, holder, key, value);
                return;
            }
            holder = handler;
        }
        throw lua.error("loop in settable");
    }

    /** Checks that a value can be a key. */
    static void checkKey(LuaState lua, LuaValue key) {
        if (key.isNil()) {
            throw lua.error("table index is nil");
        }
        if (key instanceof LuaNumber number && Double.isNaN(number.value())) {
            throw lua.error("table index is NaN");
        }
    }

    /** Does arithmetic on operands of which one at least is no number. */
    static LuaValue arithmetic(
            LuaState lua,
            ArithmeticOperator operator,
            LuaValue left,
            LuaValue right,
            @Nullable Name leftName,
            @Nullable Name rightName) {
        LuaNumber a = lua.toNumber(left);
        LuaNumber b = lua.toNumber(right);
        if (a != null && b != null) {
            return LuaNumber.of(calculate(operator, a.value(), b.value()));
        }
        LuaValue handler = either(lua, event(operator), left, right);
        if (!handler.isNil()) {
            return lua.call(handler, left, right).first();
        }
        throw a == null
                ? typeError(lua, "perform arithmetic on", left, leftName)
                : typeError(lua, "perform arithmetic on", right, rightName);
    }

    /** Returns the negation of what is no number. */
    static LuaValue negate(LuaState lua, LuaValue operand, @Nullable Name name) {
        LuaNumber number = lua.toNumber(operand);
        if (number != null) {
            return LuaNumber.of(-number.value());
        }
        LuaValue handler = lua.metamethod(operand, Event.UNM);
        if (handler.isNil()) {
            throw typeError(lua, "perform arithmetic on", operand, name);
        }
        return lua.call(handler, operand, operand).first();
    }

    /** Returns what an operator gives for two numbers, of which any may be {@link NotANumber}. */
    static double calculate(ArithmeticOperator operator, double a, double b) {
        double result = operator.apply(a, b);
        if (!Double.isNaN(result)) {
            return result;
        }
        return operator == ArithmeticOperator.POWER ? NotANumber.ofPower(a, b) : NotANumber.of(a, b);
    }

    private static Event event(ArithmeticOperator operator) {
        return switch (operator) {
            case ADD -> Event.ADD;
            case SUBTRACT -> Event.SUB;
            case MULTIPLY -> Event.MUL;
            case DIVIDE -> Event.DIV;
            case MODULO -> Event.MOD;
            case POWER -> Event.POW;
        };
    }

    private static LuaValue either(LuaState lua, Event event, LuaValue left, LuaValue right) {
        LuaValue handler = lua.metamethod(left, event);
        return handler.isNil() ? lua.metamethod(right, event) : handler;
    }

    /** Whether two values are equal, by their metamethod when they are tables that share one. */
    static boolean equal(LuaState lua, LuaValue left, LuaValue right) {
        if (left.rawEquals(right)) {
            return true;
        }
        if (!(left instanceof LuaTable a) || !(right instanceof LuaTable b)) {
            return false;
        }
        LuaValue handler = shared(a.metatable(), b.metatable(), Event.EQ);
        return !handler.isNil() && lua.call(handler, left, right).first().isTruthy();
    }

    private static LuaValue shared(@Nullable LuaTable a, @Nullable LuaTable b, Event event) {
        if (a == null || b == null) {
            return LuaNil.NIL;
        }
        LuaValue handler = event.of(a);
        return a == b || handler.rawEquals(event.of(b)) ? handler : LuaNil.NIL;
    }

    /** Whether {@code left < right}. */
    static boolean less(LuaState lua, LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber a && right instanceof LuaNumber b) {
            return a.value() < b.value();
        }
        if (left instanceof LuaString a && right instanceof LuaString b) {
            return compare(lua, a, b) < 0;
        }
        LuaValue handler = order(lua, Event.LT, left, right);
        if (handler.isNil()) {
            throw orderError(lua, left, right);
        }
        return lua.call(handler, left, right).first().isTruthy();
    }

    /** Whether {@code left <= right}; where there is no metamethod for it, the one for {@code right < left} is asked. */
    static boolean lessOrEqual(LuaState lua, LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber a && right instanceof LuaNumber b) {
            return a.value() <= b.value();
        }
        if (left instanceof LuaString a && right instanceof LuaString b) {
            return compare(lua, a, b) <= 0;
        }
        LuaValue handler = order(lua, Event.LE, left, right);
        if (!handler.isNil()) {
            return lua.call(handler, left, right).first().isTruthy();
        }
        LuaValue opposite = order(lua, Event.LT, right, left);
        if (opposite.isNil()) {
            throw orderError(lua, left, right);
        }
        return !lua.call(opposite, right, left).first().isTruthy();
    }

    private static int compare(LuaState lua, LuaString left, LuaString right) {
        lua.spendBytes(Math.min(left.length(), right.length()));
        return left.compareTo(right);
    }

    /** Whether two values are the same without asking metatables; the work counts. */
    static boolean rawEqual(LuaState lua, LuaValue left, LuaValue right) {
        if (left instanceof LuaString a && right instanceof LuaString b && a.length() == b.length()) {
            lua.spendBytes(a.length());
        }
        return left.rawEquals(right);
    }

    private static LuaValue order(LuaState lua, Event event, LuaValue left, LuaValue right) {
        LuaValue handler = lua.metamethod(left, event);
        boolean isComparable = left.typeName().equals(right.typeName())
                && !handler.isNil()
                && handler.rawEquals(lua.metamethod(right, event));
        return isComparable ? handler : LuaNil.NIL;
    }

    private static LuaError orderError(LuaState lua, LuaValue left, LuaValue right) {
        String a = left.typeName();
        String b = right.typeName();
        return lua.error(
                a.charAt(2) == b.charAt(2) // so does Lua, and takes a string for a thread
                        ? "attempt to compare two " + a + " values"
                        : "attempt to compare " + a + " with " + b);
    }

    /** Returns {@code #operand}. */
    static LuaValue length(LuaState lua, LuaValue operand, @Nullable Name name) {
        if (operand instanceof LuaTable table) {
            return LuaNumber.of(table.length());
        }
        if (operand instanceof LuaString string) {
            return LuaNumber.of(string.length());
        }
        throw typeError(lua, "get length of", operand, name);
    }

    /** Joins values from the right, as {@code a .. b .. c} does: strings and numbers at once, others by their metamethod. */
    static LuaValue concat(LuaState lua, LuaValue[] values, Concat site) {
        int last = values.length - 1;
        LuaValue right = values[last];
        while (last > 0) {
            LuaString tail = isText(values[last - 1]) ? lua.toLuaString(right) : null;
            if (tail == null) {
                right = concatByHandler(lua, values[last - 1], right, site, last);
                last--;
            } else {
                int begin = last - 1;
                while (begin > 0 && isText(values[begin - 1])) {
                    begin--;
                }
                right = join(lua, values, begin, last, tail);
                last = begin;
            }
        }
        return right;
    }

    private static boolean isText(LuaValue value) {
        return value instanceof LuaString || value instanceof LuaNumber;
    }

    private static LuaValue concatByHandler(LuaState lua, LuaValue left, LuaValue right, Concat site, int rightIndex) {
        LuaValue handler = either(lua, Event.CONCAT, left, right);
        if (handler.isNil()) {
            boolean isRight = isText(left);
            throw typeError(
                    lua,
                    "concatenate",
                    isRight ? right : left,
                    site.operandName(isRight ? rightIndex : rightIndex - 1));
        }
        return lua.call(handler, left, right).first();
    }

    private static LuaString join(LuaState lua, LuaValue[] values, int begin, int end, LuaString tail) {
        byte[][] parts = new byte[end - begin][];
        long length = tail.length();
        for (int i = begin; i < end; i++) {
            byte[] part = values[i] instanceof LuaString string
                    ? string.bytes()
                    : NumberFormat.bytes(((LuaNumber) values[i]).value());
            parts[i - begin] = part;
            length += part.length;
        }
        return lua.join(parts, tail.bytes(), length);
    }

    /** Returns the error for a value with which something cannot be done. */
    static LuaError typeError(LuaState lua, String action, LuaValue value, @Nullable Name name) {
        String subject = name == null ? "a " : name + " (a ";
        return lua.error(
                "attempt to " + action + " " + subject + value.typeName() + (name == null ? " value" : " value)"));
    }
}
