package io.redispatterns.engine.lua;

/** The expressions {@code object[key]}. */
abstract class Index extends Node {

    final Node object;
    final int line;

    Index(Node object, int line) {
        this.object = object;
        this.line = line;
    }

    static Node of(Node object, Node key, int line) {
        if (key instanceof Variables.Constant constant) {
            if (constant.value() instanceof LuaString field) {
                return new Field(object, field, new Name("field", field.toLatin1()), line);
            }
            if (constant.value() instanceof LuaNumber number && (int) number.value() == number.value()) {
                return new Element(object, (int) number.value(), number, line);
            }
        }
        return new Any(object, key, line);
    }

    /** Returns {@code object:method}, which a method call looks up. */
    static Node method(Node object, LuaString method, int line) {
        return new Field(object, method, new Name("method", method.toLatin1()), line);
    }

    @Override
    public int line() {
        return line;
    }

    LuaValue slow(Frame frame, LuaValue holder, LuaValue key) {
        frame.site = this;
        return Operators.index(frame.lua, holder, key, object.name());
    }

    /** {@code object.field}. */
    static final class Field extends Index {

        private final LuaString key;
        private final Name name;

        Field(Node object, LuaString key, Name name, int line) {
            super(object, line);
            this.key = key;
            this.name = name;
        }

        @Override
        LuaValue eval(Frame frame) {
            LuaValue holder = object.eval(frame);
            if (holder instanceof LuaTable table) {
                LuaValue value = table.get(key);
                if (!value.isNil() || table.metatable() == null) {
                    return value;
                }
            }
            return slow(frame, holder, key);
        }

        @Override
        Name name() {
            return name;
        }
    }

    /** {@code object[1]}. */
    static final class Element extends Index {

        private final int index;
        private final LuaNumber key;

        Element(Node object, int index, LuaNumber key, int line) {
            super(object, line);
            this.index = index;
            this.key = key;
        }

        @Override
        LuaValue eval(Frame frame) {
            LuaValue holder = object.eval(frame);
            if (holder instanceof LuaTable table) {
                LuaValue value = table.get(index);
                if (!value.isNil() || table.metatable() == null) {
                    return value;
                }
            }
            return slow(frame, holder, key);
        }

        @Override
        Name name() {
            return Name.UNKNOWN_FIELD;
        }
    }

    /** {@code object[key]} with any key. */
    static final class Any extends Index {

        private final Node key;

        Any(Node object, Node key, int line) {
            super(object, line);
            this.key = key;
        }

        @Override
        LuaValue eval(Frame frame) {
            LuaValue holder = object.eval(frame);
            double number = key.number(frame);
            if (!Double.isNaN(number) && holder instanceof LuaTable table) {
                LuaValue value = table.get(number);
                if (!value.isNil() || table.metatable() == null) {
                    return value;
                }
            }
            LuaValue anyKey = frame.boxed(number);
            if (holder instanceof LuaTable table) {
                LuaValue value = table.get(anyKey);
                if (!value.isNil() || table.metatable() == null) {
                    return value;
                }
            }
            return slow(frame, holder, anyKey);
        }

        @Override
        Name name() {
            return Name.UNKNOWN_FIELD;
        }
    }
}
