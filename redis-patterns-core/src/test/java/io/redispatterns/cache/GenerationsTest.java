package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.key.HashTag;
import io.redispatterns.key.KeySpace;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.FilterGateway;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process remembers of the generations and of tags. */
class GenerationsTest {

    private static final KeyTemplate KEYS = KeySpace.of("test").template("state", "words", HashTag.NONE);
    private static final List<String> TAG = List.of("t");
    private static final List<String> OTHER = List.of("other");

    private final AtomicInteger calls = new AtomicInteger();
    private final RedisGateway gateway = new FilterGateway(EmbeddedGateway.open()) {

        @Override
        public RedisValue call(Command command) {
            calls.incrementAndGet();
            return super.call(command);
        }
    };
    private final Generations generations = new Generations(gateway, KEYS);
    private final Generations theirs = new Generations(gateway, KEYS);

    @BeforeEach
    void begin() {
        Marks unused = readMarks();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private Marks readMarks() {
        return generations.marks(gateway.call(generations.readMarks()));
    }

    private void invalidate(List<String> tags) {
        RedisValue unused = gateway.call(theirs.toInvalidate(tags, List.of()));
    }

    @Test
    void whatIsReadOfTagsWithTheMarksIsNotAskedForAgain() {
        long before = readMarks().latest();
        invalidate(TAG);
        long after = readMarks().latest();
        Marks marks = generations.marks(gateway.call(generations.read(TAG)), TAG);
        calls.set(0);
        assertThat(generations.isCurrent(before, TAG, marks)).isFalse();
        assertThat(generations.isCurrent(after, TAG, marks)).isTrue();
        assertThat(calls).hasValue(0);
        assertThat(generations.isCurrent(before, OTHER, marks)).isTrue();
        assertThat(calls).as("of another tag").hasValue(1);
    }

    @Test
    void whatIsKnownOfATagIsNotReplacedByAnOlderReply() {
        invalidate(TAG);
        RedisValue older = gateway.call(generations.read(TAG));
        long between = readMarks().latest();
        invalidate(TAG);
        Marks marks = readMarks();
        assertThat(generations.isCurrent(between, TAG, marks)).isFalse();
        Marks unused = generations.marks(older, TAG);
        assertThat(generations.isCurrent(between, TAG, marks)).as("as before").isFalse();
    }

    /** The marks that begin a new state are later than what was read of the tags when there was none. */
    @Test
    void whatIsReadOfTagsWithoutMarksIsNotRemembered() {
        RedisValue unused = gateway.call(Command.of("FLUSHALL"));
        RedisValue reply = gateway.call(generations.read(TAG));
        long between = theirs.marks(gateway.call(theirs.readMarks())).latest();
        invalidate(TAG);
        Marks marks = generations.marks(reply, TAG);
        assertThat(generations.isCurrent(between, TAG, marks)).isFalse();
    }

    @Test
    void aLostCopyOfTheMarksIsMadeAnew() {
        invalidate(TAG);
        Marks before = readMarks();
        RedisValue unused = gateway.call(Command.of("DEL").key(generations.marksKey()));
        assertThat(readMarks()).isEqualTo(before);
        calls.set(0);
        assertThat(readMarks()).isEqualTo(before);
        assertThat(calls).as("the copy is there again").hasValue(1);
    }

    /** Whoever has the copy still sees the marks, but what was noted about tags is lost: then all counts as removed. */
    @Test
    void aLostHashRemovesWhatHasATag() {
        long before = readMarks().latest();
        invalidate(TAG);
        Marks marks = readMarks();
        RedisValue unused = gateway.call(Command.of("DEL").key(KEYS.key("generations")));
        assertThat(readMarks()).isEqualTo(marks);
        assertThat(generations.isCurrent(before, OTHER, marks)).isFalse();
        assertThat(readMarks().removed()).isGreaterThan(marks.latest());
    }

    @Test
    void theFirstGenerationBeginsWithWhatIsReadOfTags() {
        RedisValue unused = gateway.call(Command.of("FLUSHALL"));
        Marks marks = generations.marks(gateway.call(generations.read(TAG)), TAG);
        assertThat(marks.latest()).isPositive();
        assertThat(generations.isCurrent(marks.latest(), TAG, marks)).isTrue();
        assertThat(generations.isCurrent(marks.latest() - 1, TAG, marks)).isFalse();
    }
}
