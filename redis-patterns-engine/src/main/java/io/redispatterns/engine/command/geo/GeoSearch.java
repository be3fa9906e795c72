package io.redispatterns.engine.command.geo;

import io.redispatterns.engine.type.RankRange;
import io.redispatterns.engine.type.ScoreRange;
import io.redispatterns.engine.type.SortedSetValue;
import io.redispatterns.engine.util.PartialSort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks for the places of a sorted set inside of a shape. */
final class GeoSearch {

    private static final Comparator<GeoMatch> NEAREST_FIRST = Comparator.comparingDouble(GeoMatch::distance);

    /** So many members are looked at before it is asked whether enough have been found. */
    private static final int CHUNK = 64;

    private final SortedSetValue places;
    private final GeoPoint center;
    private final GeoShape shape;
    private final long enough;
    private final List<GeoMatch> matches = new ArrayList<>();

    private GeoSearch(SortedSetValue places, SearchRequest request) {
        this.places = places;
        this.center = request.center();
        this.shape = request.shape();
        this.enough = request.isAny() ? request.count() : Long.MAX_VALUE;
    }

    /** Returns the matches in the order that is asked for, at most as many as asked for. */
    static List<GeoMatch> run(SortedSetValue places, SearchRequest request) {
        GeoSearch search = new GeoSearch(places, request);
        search.collect();
        int wanted = (int) Math.min(request.count(), search.matches.size());
        return search.sorted(request.order(), wanted).subList(0, wanted);
    }

    private void collect() {
        for (GeoHash cell : SearchCells.of(center, shape)) {
            RankRange range = places.ranks(new ScoreRange(cell.minScore(), false, cell.endScore(), true));
            for (int from = range.from(); from < range.to(); from += CHUNK) {
                if (matches.size() >= enough) {
                    return;
                }
                places.forEach(new RankRange(from, Math.min(range.to(), from + CHUNK)), false, this::addIfInside);
            }
        }
    }

    private void addIfInside(byte[] member, double score) {
        GeoPoint point = GeoPoint.ofScore(score);
        double distance = shape.distanceInside(center, point);
        if (distance != GeoShape.OUTSIDE && matches.size() < enough) {
            matches.add(new GeoMatch(member, score, point, distance / shape.metersPerUnit()));
        }
    }

    private List<GeoMatch> sorted(SearchRequest.Order order, int wanted) {
        Comparator<GeoMatch> comparator = order == SearchRequest.Order.DESC ? NEAREST_FIRST.reversed() : NEAREST_FIRST;
        if (order == SearchRequest.Order.NONE) {
            return matches;
        }
        if (wanted == matches.size()) {
            matches.sort(comparator);
            return matches;
        }
        GeoMatch[] all = matches.toArray(GeoMatch[]::new);
        PartialSort.sort(all, comparator, 0, wanted);
        return List.of(all);
    }
}
