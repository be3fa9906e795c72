package io.redispatterns.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void givesEachShardToOneMemberAndToEachMemberItsShare() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            int shards = 1 + random.nextInt(64);
            List<String> members = members(random, 1 + random.nextInt(20));
            Map<Integer, String> owners = owners(members, shards);
            assertThat(owners).hasSize(shards);
            List<Long> counts = members.stream()
                    .map(member ->
                            owners.values().stream().filter(member::equals).count())
                    .toList();
            assertThat(counts)
                    .allSatisfy(count -> assertThat(count)
                            .isBetween((long) shards / members.size(), (shards - 1L) / members.size() + 1));
        }
    }

    @Test
    void doesNotDependOnTheOrderOfTheMembers() {
        List<String> members = members(new Random(8), 5);
        List<String> reversed = new ArrayList<>(members);
        Collections.reverse(reversed);
        assertThat(owners(reversed, 16)).isEqualTo(owners(members, 16));
    }

    @Test
    void movesFewShardsWhenAMemberComes() {
        Random random = new Random(9);
        int moved = 0;
        for (int round = 0; round < 100; round++) {
            List<String> members = members(random, 4);
            Map<Integer, String> before = owners(members.subList(0, 3), 64);
            Map<Integer, String> after = owners(members, 64);
            moved += (int) IntStream.range(0, 64)
                    .filter(shard -> !before.get(shard).equals(after.get(shard)))
                    .count();
        }
        assertThat(moved / 100).as("of 64, 16 have to move").isBetween(16, 32);
    }

    private static List<String> members(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()).toString())
                .toList();
    }

    private static Map<Integer, String> owners(List<String> members, int shards) {
        Map<Integer, String> owners = new HashMap<>();
        for (String member : members) {
            for (int shard : Assignment.of(member, members, shards)) {
                assertThat(owners.put(shard, member)).isNull();
            }
        }
        return owners;
    }
}
