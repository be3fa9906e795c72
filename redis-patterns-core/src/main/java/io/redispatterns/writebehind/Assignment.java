package io.redispatterns.writebehind;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Who writes which shard, worked out by each instance for itself from the same list of members. Each shard goes to the
 * member that ranks highest for it (rendezvous hashing) among those that have room, so that nobody has more than the
 * average, rounded up, and few shards move when a member comes or goes.
 */
final class Assignment {

    private Assignment() {}

    /** The shards of a member, in order. O(shards * members). */
    static Set<Integer> of(String member, List<String> members, int shards) {
        int most = (shards - 1) / members.size() + 1;
        int fewest = shards / members.size();
        int withMost = shards - fewest * members.size();
        Map<String, Integer> counts = new HashMap<>();
        Set<Integer> mine = new TreeSet<>();
        for (int shard : IntStream.range(0, shards).toArray()) {
            boolean mayHaveMost =
                    counts.values().stream().filter(n -> n == most).count() < withMost || most == fewest;
            String winner = highest(shard, members, counts, mayHaveMost ? most : fewest);
            counts.merge(winner, 1, Integer::sum);
            if (winner.equals(member)) {
                mine.add(shard);
            }
        }
        return mine;
    }

    private static String highest(int shard, List<String> members, Map<String, Integer> counts, int limit) {
        return members.stream()
                .filter(member -> counts.getOrDefault(member, 0) < limit)
                .max(Comparator.comparingInt((String member) -> rank(member, shard))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static int rank(String member, int shard) {
        int mixed = (member.hashCode() ^ (shard * 0x85EBCA6B)) * 0xC2B2AE35;
        return (mixed ^ (mixed >>> 15)) * 0x27D4EB2F;
    }
}
