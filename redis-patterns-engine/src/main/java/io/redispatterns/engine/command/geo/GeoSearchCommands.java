package io.redispatterns.engine.command.geo;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.KeySpec;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.SortedSetBuilder;
import io.redispatterns.engine.type.SortedSetValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** GEOSEARCH, GEOSEARCHSTORE, and the older GEORADIUS, GEORADIUSBYMEMBER with their forms that only read. */
final class GeoSearchCommands {

    private static final String WHERE =
            " from=(FROMMEMBER member|FROMLONLAT longitude_latitude={longitude:double latitude:double})"
                    + " by=(circle={BYRADIUS radius:double " + GeoUnit.SYNTAX + "}"
                    + "|box={BYBOX width:double height:double " + GeoUnit.SYNTAX + "})";
    private static final String ORDER = " [order=(ASC|DESC)]";
    private static final String COUNT = " [count={COUNT count:integer [ANY]}]";
    private static final String COUNT_SINCE = " [count={COUNT count:integer [ANY@6.2.0]}]";
    private static final String WITH = " [WITHCOORD] [WITHDIST] [WITHHASH]";
    private static final String POINT = "key longitude:double latitude:double radius:double " + GeoUnit.SYNTAX + WITH;
    private static final String MEMBER = "key member radius:double " + GeoUnit.SYNTAX + WITH;
    private static final String STORE = " [STORE key] [STOREDIST key]";
    private static final String COST = "O(N+log(M)), when N is the number of places in the cells around the shape and M"
            + " the number of all places";
    private static final ReplyShape MATCHES = ReplyShape.arrayOf(ReplyShape.BULK.or(ReplyShape.ARRAY));

    private GeoSearchCommands() {}

    static void register(CommandTable.Family t) {
        t.command("GEOSEARCH", "key" + WHERE + ORDER + COUNT + WITH)
                .since("6.2.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(MATCHES)
                .complexity(COST)
                .summary("Finds the places inside of a circle or a box.")
                .runs(in -> search(in, SearchRequest.Form.GEOSEARCH));
        t.command("GEOSEARCHSTORE", "destination:key source:key" + WHERE + ORDER + COUNT + " [STOREDIST]")
                .since("6.2.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.OW, KeyFlag.UPDATE)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity(COST)
                .summary("Keeps the places inside of a circle or a box, and returns how many there are.")
                .runs(in -> search(in, SearchRequest.Form.GEOSEARCHSTORE));
        registerByPoint(t);
        registerByMember(t);
    }

    private static void registerByPoint(CommandTable.Family t) {
        storing(t.command("GEORADIUS", POINT + COUNT_SINCE + ORDER + STORE), 6)
                .since("3.2.0")
                .deprecated("6.2.0", "`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` argument")
                .summary("Finds or keeps the places within a radius of a point.")
                .runs(in -> search(in, SearchRequest.Form.GEORADIUS));
        reading(t.command("GEORADIUS_RO", POINT + COUNT_SINCE + ORDER))
                .since("3.2.10")
                .deprecated("6.2.0", "`GEOSEARCH` with the `BYRADIUS` argument")
                .summary("Finds the places within a radius of a point.")
                .runs(in -> search(in, SearchRequest.Form.GEORADIUS_RO));
    }

    private static void registerByMember(CommandTable.Family t) {
        storing(t.command("GEORADIUSBYMEMBER", MEMBER + COUNT + ORDER + STORE), 5)
                .since("3.2.0")
                .deprecated("6.2.0", "`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` and `FROMMEMBER` arguments")
                .summary("Finds or keeps the places within a radius of another place.")
                .runs(in -> search(in, SearchRequest.Form.GEORADIUSBYMEMBER));
        reading(t.command("GEORADIUSBYMEMBER_RO", MEMBER + COUNT + ORDER))
                .since("3.2.10")
                .deprecated("6.2.0", "`GEOSEARCH` with the `BYRADIUS` and `FROMMEMBER` arguments")
                .summary("Finds the places within a radius of another place.")
                .runs(in -> search(in, SearchRequest.Form.GEORADIUSBYMEMBER_RO));
    }

    private static CommandRow storing(CommandRow row, int firstOption) {
        return row.flags(WRITE, DENYOOM)
                .keySpecs(
                        key(new KeySpec.AtIndex(1), KeyFlag.RO, KeyFlag.ACCESS),
                        key(new KeySpec.AtKeyword("STORE", firstOption), KeyFlag.OW, KeyFlag.UPDATE),
                        key(new KeySpec.AtKeyword("STOREDIST", firstOption), KeyFlag.OW, KeyFlag.UPDATE))
                .returns(MATCHES.or(ReplyShape.INTEGER))
                .complexity(COST);
    }

    private static KeySpec key(KeySpec.Begin begin, KeyFlag first, KeyFlag second) {
        return new KeySpec(EnumSet.of(first, second), null, begin, new KeySpec.Range(0, 1, 0));
    }

    private static CommandRow reading(CommandRow row) {
        return row.flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(MATCHES)
                .complexity(COST);
    }

    private static Reply search(Invocation in, SearchRequest.Form form) {
        SortedSetValue places = in.read(in.arg(form.placesAt()), SortedSetValue.class);
        SearchRequest request = SearchRequest.parse(in, form, places);
        List<GeoMatch> matches = places == null ? List.of() : GeoSearch.run(places, request);
        byte[] destination = request.destination();
        if (destination == null) {
            return reply(matches, request);
        }
        store(in, destination, matches, request);
        return Reply.of(matches.size());
    }

    private static Reply reply(List<GeoMatch> matches, SearchRequest request) {
        List<Reply> replies = new ArrayList<>(matches.size());
        for (GeoMatch match : matches) {
            replies.add(reply(match, request));
        }
        return new Reply.Array(replies);
    }

    private static Reply reply(GeoMatch match, SearchRequest request) {
        Reply member = Reply.of(match.member());
        if (!request.withDistance() && !request.withHash() && !request.withPoint()) {
            return member;
        }
        List<Reply> parts = new ArrayList<>(4);
        parts.add(member);
        if (request.withDistance()) {
            parts.add(Reply.of(GeoUnit.text(match.distance())));
        }
        if (request.withHash()) {
            parts.add(Reply.of((long) match.score()));
        }
        if (request.withPoint()) {
            parts.add(match.point().reply());
        }
        return new Reply.Array(parts);
    }

    /** Nothing found leaves no key behind. */
    private static void store(Invocation in, byte[] key, List<GeoMatch> matches, SearchRequest request) {
        if (matches.isEmpty()) {
            if (in.db().remove(key) != null) {
                in.changed(KeyspaceEvent.DEL, key);
            }
            return;
        }
        SortedSetBuilder builder = new SortedSetBuilder();
        for (GeoMatch match : matches) {
            builder.put(match.member(), request.storesDistance() ? match.distance() : match.score());
        }
        in.db().set(key, builder.build(Encodings.sortedSet(in.config())), in.now());
        in.changed(request.storeEvent(), key);
    }
}
