package io.redispatterns.engine.command.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands on expiring fields refuse, in Redis's words, and that nothing is changed then. */
class HashExpiryErrorsTest {

    private static final String HASH = "[f, v]";

    private final HashEngine redis = new HashEngine(128);

    @AfterEach
    void close() {
        redis.close();
    }

    @ParameterizedTest
    @CsvSource({
        "HEXPIRE h 10 FIELDS 1, wrong number of arguments for 'hexpire' command",
        "HEXPIRE h 10 FIELD 1 f, Mandatory argument FIELDS is missing or not at the right position",
        "HEXPIRE h 10 1 FIELDS f, Mandatory argument FIELDS is missing or not at the right position",
        "HEXPIRE h 10 NX XX FIELDS 1 f, Mandatory argument FIELDS is missing or not at the right position",
        "HEXPIRE h 10 FIELDS x f, Parameter `numFields` should be greater than 0",
        "HEXPIRE h 10 FIELDS 0 f, Parameter `numFields` should be greater than 0",
        "HEXPIRE h 10 FIELDS -1 f, Parameter `numFields` should be greater than 0",
        "HEXPIRE h 10 FIELDS 9223372036854775808 f, Parameter `numFields` should be greater than 0",
        "HEXPIRE h 10 FIELDS 2 f, The `numfields` parameter must match the number of arguments",
        "HEXPIRE h 10 FIELDS 1 f g, The `numfields` parameter must match the number of arguments",
        "HEXPIRE h 10 NX FIELDS 1, The `numfields` parameter must match the number of arguments",
        "HEXPIRE h 10 FIELDS 9223372036854775807 f, The `numfields` parameter must match the number of arguments",
        "HTTL h FIELDS 1, wrong number of arguments for 'httl' command",
        "HTTL h FIELDZ 1 f, Mandatory argument FIELDS is missing or not at the right position",
        "HPTTL h FIELDS 0 f, Number of fields must be a positive integer",
        "HEXPIRETIME h FIELDS x f, Number of fields must be a positive integer",
        "HPEXPIRETIME h FIELDS 2 f, The `numfields` parameter must match the number of arguments",
        "HPERSIST h FIELDS 1, wrong number of arguments for 'hpersist' command",
        "HPERSIST h FIELDS -1 f, Number of fields must be a positive integer",
        "HPERSIST h FIELDS 2 f, The `numfields` parameter must match the number of arguments",
        "HGETDEL h FIELDS 1, wrong number of arguments for 'hgetdel' command",
        "HGETDEL h F 1 f, Mandatory argument FIELDS is missing or not at the right position",
        "HGETDEL h FIELDS 0 f, Number of fields must be a positive integer",
        "HGETDEL h FIELDS 2 f, The `numfields` parameter must match the number of arguments",
        "HGETEX h FIELDS 1, wrong number of arguments for 'hgetex' command",
        "HGETEX h XFIELDX 1 f, Mandatory argument FIELDS is missing or not at the right position",
        "HGETEX h PXAT 1 1, Mandatory argument FIELDS is missing or not at the right position",
        "HGETEX h EX 10 FIELDS, Number of fields must be a positive integer",
        "HGETEX h PERSIST 1 FIELDS 1 f, Mandatory argument FIELDS is missing or not at the right position",
        "HGETEX h FIELDS 2 f, The `numfields` parameter must match the number of arguments",
        "HGETEX h EX bla FIELDS 1 f, value is not an integer or out of range",
        "HSETEX h FIELDS 2 a b, wrong number of arguments for 'hsetex' command",
        "HSETEX h FIELDS 2 a b c d e, wrong number of arguments for 'hsetex' command",
        "HSETEX h FIELDS 3 a b c d, wrong number of arguments for 'hsetex' command",
        "HSETEX h EX 10 FIELDS 1, wrong number of arguments for 'hsetex' command",
        "HSETEX h FIELDS x a b, invalid number of fields",
        "HSETEX h FIELDS 0 a b, invalid number of fields",
        "HSETEX h FIELDS 9223372036854775807 a b, invalid number of fields",
        "HSETEX h NX FIELDS 1 a b, unknown argument: NX",
        "HSETEX h FXX FNX EX 100 FIELDS 1 a b, Only one of FXX or FNX arguments can be specified",
        "HSETEX h FNX FNX FIELDS 1 a b, Only one of FXX or FNX arguments can be specified",
        "HSETEX h EX 100 PX 10 FIELDS 1 a b, 'Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified'",
        "HSETEX h KEEPTTL EX 100 FIELDS 1 a b, 'Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified'",
        "HSETEX h PXAT 9 KEEPTTL FIELDS 1 a b, 'Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified'",
        "HSETEX h EX FIELDS 1 a b, value is not an integer or out of range",
        "HSETEX h FNX EX 10 PX, 'Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified'",
        "HSETEX h FNX KEEPTTL x EX, unknown argument: x",
    })
    void refuses(String command, String error) {
        redis.run("HSET h f v");
        redis.events.clear();
        assertThat(redis.run(command)).isEqualTo("ERR " + error);
        assertThat(redis.run("HGETALL h")).isEqualTo(HASH);
        assertThat(redis.run("HTTL h FIELDS 1 f")).isEqualTo("[-1]");
        assertThat(redis.events).isEmpty();
    }

    @Test
    void otherTypesAreRefusedBeforeTheArguments() {
        redis.run("SET s v");
        for (String command : List.of(
                "HEXPIRE s x FIELDS 1 f",
                "HPEXPIRE s 1 FIELDS 1 f",
                "HEXPIREAT s 1 FIELDS 1 f",
                "HPEXPIREAT s 1 FIELDS 1 f",
                "HTTL s FIELDS 0 f",
                "HPTTL s FIELDS 1 f",
                "HEXPIRETIME s FIELDS 1 f",
                "HPEXPIRETIME s FIELDS 1 f",
                "HPERSIST s FIELDS 0 f",
                "HGETDEL s FIELDS 0 f",
                "HGETEX s FIELDS 0 f",
                "HSETEX s FIELDS 1 f v",
                "HSETEX s FXX FIELDS 1 f v")) {
            assertThat(redis.run(command)).as(command).startsWith("WRONGTYPE ");
        }
        assertThat(redis.run("HSETEX s FIELDS 0 f v")).isEqualTo("ERR invalid number of fields");
    }
}
