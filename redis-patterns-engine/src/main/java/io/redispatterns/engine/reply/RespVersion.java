package io.redispatterns.engine.reply;

/** The version of Redis's protocol that a client speaks. */
public enum RespVersion {
    RESP2(2),
    RESP3(3);

    private final int number;

    RespVersion(int number) {
        this.number = number;
    }

    /** The version as HELLO takes it. */
    public int number() {
        return number;
    }
}
