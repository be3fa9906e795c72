package io.redispatterns.sample.city;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Fills the table from the file that comes with the application: a step of the schema's history, so that it is done once, as a whole,
 * and before the first request.
 */
@Component
class CityImport implements JavaMigration {

    private static final int BATCH_SIZE = 1_000;
    private static final int COLUMNS = 8;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("2");
    }

    @Override
    public String getDescription() {
        return "import cities";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws IOException, SQLException {
        ClassPathResource file = new ClassPathResource("data/cities15000.tsv");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
            lines.readLine();
            insert(lines, context.getConnection());
        }
    }

    private static void insert(BufferedReader lines, Connection connection) throws IOException, SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into city values (?, ?, ?, ?, ?, ?, ?, ?)")) {
            int pending = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                bind(insert, line.split("\t", -1));
                insert.addBatch();
                if (++pending % BATCH_SIZE == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, String[] columns) throws SQLException {
        if (columns.length != COLUMNS) {
            throw new IllegalStateException(
                    "a line of the city file has " + columns.length + " columns, not " + COLUMNS);
        }
        insert.setLong(1, Long.parseLong(columns[0]));
        insert.setString(2, columns[1]);
        insert.setString(3, columns[2]);
        insert.setString(4, columns[3]);
        insert.setString(5, columns[4]);
        insert.setLong(6, Long.parseLong(columns[5]));
        insert.setDouble(7, Double.parseDouble(columns[6]));
        insert.setDouble(8, Double.parseDouble(columns[7]));
    }
}
