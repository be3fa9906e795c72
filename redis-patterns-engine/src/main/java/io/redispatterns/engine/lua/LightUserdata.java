package io.redispatterns.engine.lua;

/** A value that is equal to itself alone and can do nothing, such as {@code cjson.null}. */
public final class LightUserdata extends LuaValue {

    private final String address;

    /**
     * Makes one.
     *
     * @param address what {@code tostring} shows behind the type
     */
    public LightUserdata(String address) {
        this.address = address;
    }

    /** What {@code tostring} shows behind the type. */
    String address() {
        return address;
    }

    @Override
    public String typeName() {
        return "userdata";
    }
}
