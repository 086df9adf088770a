package org.holdfast.freeze.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.holdfast.testkit.MovableClock;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What Axon keeps, and that it keeps it in the database. */
class StorageIT {
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void showsNoEventWhileAnEarlierOneMayStillCome() {
        try (Node node = Node.start(TestServers.database(), new MovableClock(T0), folder)) {
            assertThat(node.bean(EventBus.class)).isInstanceOf(EmbeddedEventStore.class);
            var store = node.bean(EventStore.class);
            var transactions = node.bean(TransactionTemplate.class);
            var database = node.bean(JdbcClient.class);
            transactions.executeWithoutResult(open -> {
                insert(database, "slow");
                Thread other = Thread.ofPlatform().start(() -> insert(database, "fast"));
                join(other);
                // The later event is committed, but one with a lower index may still come.
                assertThat(seen(store)).isEmpty();
            });
            assertThat(Node.await(() -> seen(store).equals(List.of("slow", "fast"))))
                    .isTrue();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void insert(JdbcClient database, String id) {
        database.sql("""
                        insert into domainevententry
                               (aggregateidentifier, sequencenumber, type, eventidentifier, metadata, payload,
                                payloadrevision, payloadtype, timestamp)
                        values (?, 0, null, ?, convert_to('{}', 'UTF8'),
                                convert_to('{}', 'UTF8'), '1', 'test.Unread', ?)
                        """).params(id, "event-" + id, T0.toString()).update();
    }

    private static List<String> seen(EventStore store) {
        var ids = new java.util.ArrayList<String>();
        try (var stream = store.openStream(null)) {
            while (stream.hasNextAvailable(500, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                String id = stream.nextAvailable().getIdentifier();
                // The coordinator may have recorded facts of other tests meanwhile.
                if (id.startsWith("event-")) {
                    ids.add(id.replace("event-", ""));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ids;
    }
}
