package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redispatterns.codec.DecodeException;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which entries have a tag: a sorted set of ids for each tag. An id is noted before its entry is written, so that none is missing;
 * it stays for the life of the entry as it was written, and whoever lists the ids looks at the entries too.
 */
final class TagIndex {

    private static final Command INDEX = Command.of(Script.resource(TagIndex.class, "index.lua"));
    private static final Command ZSCAN = Command.of("ZSCAN");
    private static final Command GETRANGE = Command.of("GETRANGE");
    private static final int PAGE = 500;

    /** The header with its tags, unless they are many. */
    private static final int HEAD_BYTES = 1_024;

    private final RedisGateway gateway;
    private final KeyTemplate indexKeys;
    private final KeyTemplate entryKeys;
    private final Generations generations;

    TagIndex(RedisGateway gateway, KeyTemplate indexKeys, KeyTemplate entryKeys, Generations generations) {
        this.gateway = gateway;
        this.indexKeys = indexKeys;
        this.entryKeys = entryKeys;
        this.generations = generations;
    }

    /**
     * Notes the tags of entries that are about to be written. One round trip, none if there are no tags.
     *
     * @throws GatewayException if Redis did not do it
     */
    void note(List<Ending> endings) {
        List<Command> commands = new ArrayList<>();
        for (Ending ending : endings) {
            if (ending instanceof Ending.Fill fill) {
                byte[] id = fill.lease().id().getBytes(UTF_8);
                fill.tags()
                        .forEach(tag -> commands.add(INDEX.key(indexKeys.key(tag))
                                .arg(fill.life().millis())
                                .arg(id)));
            }
        }
        if (!commands.isEmpty()) {
            gateway.pipeline(commands).forEach(RedisValue::orThrow);
        }
    }

    /**
     * The ids of the entries that have a tag, sorted. O(ids that have had it); in pages, so that nobody waits for long.
     *
     * @throws GatewayException if Redis did not tell
     */
    Set<String> ids(String tag) {
        Set<String> ids = new TreeSet<>();
        String cursor = "0";
        do {
            List<RedisValue> page = gateway.call(ZSCAN.key(indexKeys.key(tag))
                            .arg(cursor)
                            .arg("COUNT")
                            .arg(PAGE))
                    .asList();
            addThoseThatHave(tag, noted(page.get(1).asList()), ids);
            cursor = page.get(0).asString();
        } while (!cursor.equals("0"));
        return ids;
    }

    private static List<String> noted(List<RedisValue> idsAndScores) {
        List<String> ids = new ArrayList<>(idsAndScores.size() / 2);
        for (int i = 0; i < idsAndScores.size(); i += 2) {
            ids.add(idsAndScores.get(i).asString());
        }
        return ids;
    }

    private void addThoseThatHave(String tag, List<String> candidates, Set<String> ids) {
        List<RedisValue> heads = gateway.pipeline(
                candidates.stream().map(id -> head(id, HEAD_BYTES)).toList());
        Marks marks = generations.marks(gateway.call(generations.readMarks()));
        for (int i = 0; i < heads.size(); i++) {
            if (!isOfAnotherType(heads.get(i))
                    && has(tag, candidates.get(i), heads.get(i).asBytes(), marks)) {
                ids.add(candidates.get(i));
            }
        }
    }

    /** What somebody else has put in the place of an entry is a miss for readers. */
    private static boolean isOfAnotherType(RedisValue head) {
        return head instanceof RedisValue.ErrorValue error && error.code().equals("WRONGTYPE");
    }

    private Command head(String id, int bytes) {
        return GETRANGE.key(entryKeys.key(id)).arg(0).arg(bytes - 1);
    }

    private boolean has(String tag, String id, byte[] head, Marks marks) {
        try {
            Envelope envelope = Envelope.head(head);
            if (envelope.payloadOffset() > head.length) {
                envelope = Envelope.head(
                        gateway.call(head(id, envelope.payloadOffset())).asBytes());
            }
            List<String> tags = envelope.tags();
            long generation = envelope.generation();
            return tags.contains(tag)
                    && generation >= generations.bounds(generation, tags, marks).removed();
        } catch (DecodeException e) {
            // It has ended, or is nothing that a reader would make anything of.
            return false;
        }
    }
}
