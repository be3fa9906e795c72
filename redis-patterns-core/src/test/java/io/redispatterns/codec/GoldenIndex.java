package io.redispatterns.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The golden files of a directory, which stand in its {@code README.md} and in the table of a test. */
public final class GoldenIndex {

    private GoldenIndex() {}

    /** Fails unless exactly the files of the table are there, and in the index. */
    public static void check(Path directory, List<String> table) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".bin")))
                    .containsExactlyInAnyOrderElementsOf(table);
        }
        assertThat(Files.readAllLines(directory.resolve("README.md")))
                .filteredOn(line -> line.startsWith("| `"))
                .extracting(line -> line.split("`")[1])
                .containsExactlyInAnyOrderElementsOf(table);
    }
}
