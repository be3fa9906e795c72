package io.redispatterns.engine.command.geo;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.type.SortedSetValue;
import io.redispatterns.engine.util.Bytes;
import org.jspecify.annotations.Nullable;

/** What a search is told: where, what shape, which of the matches, and what to do with them. */
final class SearchRequest {

    /** The commands that search. */
    enum Form {
        GEOSEARCH(2),
        GEOSEARCHSTORE(3),
        GEORADIUS(6),
        GEORADIUS_RO(6),
        GEORADIUSBYMEMBER(5),
        GEORADIUSBYMEMBER_RO(5);

        private final int firstOption;

        Form(int firstOption) {
            this.firstOption = firstOption;
        }

        boolean isSearch() {
            return this == GEOSEARCH || this == GEOSEARCHSTORE;
        }

        /** Which word is the key of the places. */
        int placesAt() {
            return this == GEOSEARCHSTORE ? 2 : 1;
        }

        private boolean isByMember() {
            return this == GEORADIUSBYMEMBER || this == GEORADIUSBYMEMBER_RO;
        }

        private boolean hasStoreOption() {
            return this == GEORADIUS || this == GEORADIUSBYMEMBER;
        }
    }

    enum Order {
        NONE,
        ASC,
        DESC
    }

    /** Stands where a search of no places begins and how far it goes: its words are still checked. */
    private static final GeoPoint NOWHERE = new GeoPoint(0, 0);

    private static final GeoShape NOTHING = new GeoShape.Circle(0, 1);

    private final Form form;
    private final byte[] name;
    private final @Nullable SortedSetValue places;
    private GeoPoint center = NOWHERE;
    private GeoShape shape = NOTHING;
    private Order order = Order.NONE;
    private long count;
    private boolean any;
    private boolean withDistance;
    private boolean withHash;
    private boolean withPoint;
    private byte @Nullable [] destination;
    private boolean storesDistance;
    /** By which option the center and the shape were given; null: not yet. */
    private @Nullable String from;

    private @Nullable String by;

    private SearchRequest(Invocation in, Form form, @Nullable SortedSetValue places) {
        this.form = form;
        this.name = in.arg(0);
        this.places = places;
        this.destination = form == Form.GEOSEARCHSTORE ? in.arg(1) : null;
    }

    /**
     * Reads a call.
     *
     * @param places what is searched, or null when there is nothing
     * @throws CommandException when something is wrong with it
     */
    static SearchRequest parse(Invocation in, Form form, @Nullable SortedSetValue places) {
        SearchRequest request = new SearchRequest(in, form, places);
        if (!form.isSearch()) {
            request.readFixedWords(in);
        }
        for (ArgReader words = in.argsFrom(form.firstOption); words.hasNext(); ) {
            if (!request.acceptOption(words)) {
                throw Errors.syntax();
            }
        }
        request.check();
        return request;
    }

    private void readFixedWords(Invocation in) {
        if (form.isByMember() && places == null) {
            return;
        }
        center = form.isByMember() ? member(in.arg(2)) : GeoPoint.parse(in.arg(2), in.arg(3));
        shape = circle(in.arg(form.firstOption - 2), in.arg(form.firstOption - 1));
    }

    private GeoPoint member(byte[] member) {
        double score = places == null ? 0 : places.score(member);
        if (Double.isNaN(score)) {
            throw Errors.of("ERR could not decode requested zset member");
        }
        return GeoPoint.ofScore(score);
    }

    private static GeoShape circle(byte[] radiusWord, byte[] unit) {
        double radius = GeoUnit.length(radiusWord, "radius");
        if (radius < 0) {
            throw Errors.of("ERR radius cannot be negative");
        }
        return new GeoShape.Circle(radius, GeoUnit.parse(unit).meters());
    }

    private static GeoShape box(byte[] widthWord, byte[] heightWord, byte[] unit) {
        double width = GeoUnit.length(widthWord, "width");
        double height = GeoUnit.length(heightWord, "height");
        if (height < 0 || width < 0) {
            throw Errors.of("ERR height or width cannot be negative");
        }
        return new GeoShape.Box(width, height, GeoUnit.parse(unit).meters());
    }

    private boolean acceptOption(ArgReader words) {
        return acceptReplyOption(words)
                || acceptOrder(words)
                || acceptCount(words)
                || acceptStore(words)
                || (form.isSearch() && (acceptCenter(words) || acceptShape(words)));
    }

    private boolean acceptReplyOption(ArgReader words) {
        if (words.accept("WITHDIST")) {
            withDistance = true;
        } else if (words.accept("WITHHASH")) {
            withHash = true;
        } else if (words.accept("WITHCOORD")) {
            withPoint = true;
        } else {
            return false;
        }
        return true;
    }

    private boolean acceptOrder(ArgReader words) {
        if (words.accept("ASC")) {
            order = Order.ASC;
        } else if (words.accept("DESC")) {
            order = Order.DESC;
        } else {
            return false;
        }
        return true;
    }

    private boolean acceptCount(ArgReader words) {
        if (words.accept("ANY")) {
            any = true;
            return true;
        }
        if (!words.acceptWith("COUNT", 1)) {
            return false;
        }
        count = words.nextLong();
        if (count <= 0) {
            throw Errors.of("ERR COUNT must be > 0");
        }
        return true;
    }

    private boolean acceptStore(ArgReader words) {
        if (form == Form.GEOSEARCHSTORE && words.accept("STOREDIST")) {
            storesDistance = true;
            return true;
        }
        if (!form.hasStoreOption()) {
            return false;
        }
        boolean plain = words.acceptWith("STORE", 1);
        if (!plain && !words.acceptWith("STOREDIST", 1)) {
            return false;
        }
        storesDistance = !plain;
        destination = words.next();
        return true;
    }

    private boolean acceptCenter(ArgReader words) {
        if (!"FROMLONLAT".equals(from) && words.acceptWith("FROMMEMBER", 1)) {
            center = member(words.next());
            from = "FROMMEMBER";
            return true;
        }
        if (!"FROMMEMBER".equals(from) && words.acceptWith("FROMLONLAT", 2)) {
            center = GeoPoint.parse(words.next(), words.next());
            from = "FROMLONLAT";
            return true;
        }
        return false;
    }

    private boolean acceptShape(ArgReader words) {
        if (!"BYBOX".equals(by) && words.acceptWith("BYRADIUS", 2)) {
            shape = circle(words.next(), words.next());
            by = "BYRADIUS";
            return true;
        }
        if (!"BYRADIUS".equals(by) && words.acceptWith("BYBOX", 3)) {
            shape = box(words.next(), words.next(), words.next());
            by = "BYBOX";
            return true;
        }
        return false;
    }

    private void check() {
        if (destination != null && (withDistance || withHash || withPoint)) {
            String subject = form == Form.GEOSEARCHSTORE ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS";
            throw Errors.of("ERR " + subject + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
        }
        if (form.isSearch() && from == null) {
            throw Errors.of("ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for " + Bytes.text(name));
        }
        if (form.isSearch() && by == null) {
            throw Errors.of("ERR exactly one of BYRADIUS and BYBOX can be specified for " + Bytes.text(name));
        }
        if (any && count == 0) {
            throw Errors.of("ERR the ANY argument requires COUNT argument");
        }
    }

    GeoPoint center() {
        return center;
    }

    GeoShape shape() {
        return shape;
    }

    /** How many matches are wanted at most. */
    long count() {
        return count == 0 ? Long.MAX_VALUE : count;
    }

    /** Whether any matches will do, not only the nearest. */
    boolean isAny() {
        return any;
    }

    /** A number of matches means the nearest, if nothing else is said. */
    Order order() {
        return order == Order.NONE && count != 0 && !any ? Order.ASC : order;
    }

    boolean withDistance() {
        return withDistance;
    }

    boolean withHash() {
        return withHash;
    }

    boolean withPoint() {
        return withPoint;
    }

    /** The key that the matches are kept at, or null when they are the reply. */
    byte @Nullable [] destination() {
        return destination;
    }

    /** What has happened to the destination when matches are kept there. */
    KeyspaceEvent storeEvent() {
        return form.isSearch() ? KeyspaceEvent.GEOSEARCHSTORE : KeyspaceEvent.GEORADIUSSTORE;
    }

    /** Whether the distance becomes a match's score. */
    boolean storesDistance() {
        return storesDistance;
    }
}
