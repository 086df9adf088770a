package org.holdfast.tracing.app.index.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedIndexesTest {
    private static final ChainId CHAIN = new ChainId("eip155:1337");

    @TempDir
    Path data;

    @Test
    void beginsAgainWhereTheLedgersHaveAnEarlierFormat() throws Exception {
        Path folder = Files.createDirectories(data.resolve(CHAIN.namePart()));
        Files.write(folder.resolve("ledgers.journal"), new byte[] {1, 2, 3});
        var settings = new TracingSettings(
                new TracingSettings.Kafka("localhost:9092", (short) 1, null),
                data,
                List.of(CHAIN.text()),
                new TracingSettings.Access(data.resolve("access")),
                new TracingSettings.Traces(1, 1, 1, 1, 1, 1, 1, 1, 1, Duration.ofSeconds(1), 1),
                new TracingSettings.Facts(Duration.ofDays(1)));
        var indexes = MappedIndexes.open(settings);
        try {
            assertThat(indexes.ledgers(CHAIN).orElseThrow().feedOffset()).isZero();
            assertThat(folder.resolve("ledgers.journal")).doesNotExist();
            assertThat(folder.resolve("index.mark")).exists();
        } finally {
            indexes.close();
        }
    }
}
