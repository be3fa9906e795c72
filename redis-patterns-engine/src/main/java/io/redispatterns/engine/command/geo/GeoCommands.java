package io.redispatterns.engine.command.geo;

import static io.redispatterns.engine.command.CommandFlag.READONLY;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.SortedSetValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** GEODIST, GEOHASH, GEOPOS. */
public final class GeoCommands {

    private static final byte[] ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final int BITS_PER_LETTER = 5;
    /** The letters of a geohash; the last would need more bits than there are and is always 0. */
    private static final int LETTERS = 11;

    private GeoCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.GEO);
        GeoAddCommand.register(t);
        t.command("GEODIST", "key member1 member2 [" + GeoUnit.SYNTAX + "]")
                .since("3.2.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .complexity("O(log(N)), when N is the number of places")
                .summary("Returns how far two places are from each other.")
                .runs(GeoCommands::distance);
        t.command("GEOHASH", "key member...")
                .arity(-2)
                .since("3.2.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.arrayOf(ReplyShape.BULK.or(ReplyShape.NIL)))
                .complexity("O(log(N)) for each member, when N is the number of places")
                .summary("Returns places as geohashes of eleven letters.")
                .runs(in -> forEach(in, Reply.NIL, score -> Reply.of(geohash(GeoPoint.ofScore(score)))));
        t.command("GEOPOS", "key member...")
                .arity(-2)
                .since("3.2.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.arrayOf(
                        ReplyShape.arrayOf(ReplyShape.DECIMAL).or(ReplyShape.NULL_ARRAY)))
                .complexity("O(log(N)) for each member, when N is the number of places")
                .summary("Returns the longitudes and latitudes of places.")
                .runs(in -> forEach(
                        in, Reply.NULL_ARRAY, score -> GeoPoint.ofScore(score).reply()));
        GeoSearchCommands.register(t);
    }

    private static Reply distance(Invocation in) {
        GeoUnit unit = in.argc() == 5 ? GeoUnit.parse(in.arg(4)) : GeoUnit.M;
        if (in.argc() > 5) {
            throw Errors.syntax();
        }
        SortedSetValue places = in.read(in.arg(1), SortedSetValue.class);
        double first = places == null ? Double.NaN : places.score(in.arg(2));
        double second = places == null ? Double.NaN : places.score(in.arg(3));
        if (Double.isNaN(first) || Double.isNaN(second)) {
            return Reply.NIL;
        }
        double meters = GeoPoint.ofScore(first).distance(GeoPoint.ofScore(second));
        return Reply.of(GeoUnit.text(meters / unit.meters()));
    }

    /** Makes a reply of each member's score, and another for those that are not there. */
    private static Reply forEach(Invocation in, Reply missing, DoubleFunction<Reply> reply) {
        SortedSetValue places = in.read(in.arg(1), SortedSetValue.class);
        List<Reply> replies = new ArrayList<>(in.argc() - 2);
        for (int i = 2; i < in.argc(); i++) {
            double score = places == null ? Double.NaN : places.score(in.arg(i));
            replies.add(Double.isNaN(score) ? missing : reply.apply(score));
        }
        return new Reply.Array(replies);
    }

    /** Geohashes as texts divide the whole earth, where Redis's own grid leaves out the poles. */
    private static byte[] geohash(GeoPoint point) {
        long bits =
                GeoHash.of(GeoHash.Grid.WHOLE_EARTH, point, GeoHash.MAX_STEP).bits();
        byte[] text = new byte[LETTERS];
        for (int i = 0; i < LETTERS; i++) {
            int shift = 2 * GeoHash.MAX_STEP - (i + 1) * BITS_PER_LETTER;
            text[i] = ALPHABET[shift < 0 ? 0 : (int) (bits >>> shift) & 0x1f];
        }
        return text;
    }
}
