package io.redispatterns.engine.lua.extension;

/** What JSON is made of, by the names that messages use. */
enum JsonToken {
    OBJECT_BEGIN("T_OBJ_BEGIN"),
    OBJECT_END("T_OBJ_END"),
    ARRAY_BEGIN("T_ARR_BEGIN"),
    ARRAY_END("T_ARR_END"),
    STRING("T_STRING"),
    NUMBER("T_NUMBER"),
    BOOLEAN("T_BOOLEAN"),
    NULL("T_NULL"),
    COLON("T_COLON"),
    COMMA("T_COMMA"),
    END("T_END"),
    /** What is no token. */
    ERROR("T_ERROR");

    private final String text;

    JsonToken(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
