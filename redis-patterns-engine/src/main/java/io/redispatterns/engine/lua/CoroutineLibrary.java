package io.redispatterns.engine.lua;

/** The table {@code coroutine}. */
final class CoroutineLibrary {

    private CoroutineLibrary() {}

    static void open(LuaState lua) {
        LuaTable library = lua.newTable(0, 6);
        BaseLibrary.set(library, "create", in -> create(in));
        BaseLibrary.set(library, "resume", CoroutineLibrary::resume);
        BaseLibrary.set(library, "yield", in -> in.lua().suspend(Tuple.of(in.from(0))));
        BaseLibrary.set(library, "status", CoroutineLibrary::status);
        BaseLibrary.set(library, "running", CoroutineLibrary::running);
        BaseLibrary.set(library, "wrap", CoroutineLibrary::wrap);
        lua.globals().put("coroutine", library);
    }

    private static Coroutine create(Arguments in) {
        if (in.get(0) instanceof LuaClosure function) {
            return in.lua().newCoroutine(function);
        }
        throw in.error(0, "Lua function expected");
    }

    private static Values resume(Arguments in) {
        Coroutine coroutine = coroutine(in);
        try {
            return Tuple.prepend(LuaBoolean.TRUE, resume(in.lua(), coroutine, in.from(1)));
        } catch (LuaError e) {
            return Tuple.of(LuaBoolean.FALSE, e.value());
        }
    }

    private static Values resume(LuaState lua, Coroutine coroutine, LuaValue[] values) {
        if (coroutine.status() != Coroutine.Status.SUSPENDED) {
            throw new LuaError("cannot resume " + coroutine.status().text() + " coroutine");
        }
        return lua.resume(coroutine, values);
    }

    private static Coroutine coroutine(Arguments in) {
        if (in.get(0) instanceof Coroutine coroutine) {
            return coroutine;
        }
        throw in.error(0, "coroutine expected");
    }

    private static Values status(Arguments in) {
        return LuaString.of(coroutine(in).status().text());
    }

    private static Values running(Arguments in) {
        return in.lua().isMain() ? LuaNil.NIL : in.lua().current();
    }

    private static Values wrap(Arguments in) {
        Coroutine coroutine = create(in);
        return new Builtin(call -> {
            try {
                return resume(call.lua(), coroutine, call.from(0));
            } catch (LuaError e) {
                throw e.value() instanceof LuaString message
                        ? new LuaError(LuaString.ofLatin1(call.lua().where(1) + message.toLatin1()))
                        : new LuaError(e.value());
            }
        });
    }
}
