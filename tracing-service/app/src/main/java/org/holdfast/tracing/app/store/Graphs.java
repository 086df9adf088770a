package org.holdfast.tracing.app.store;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.app.config.TracingSettings;
import org.holdfast.tracing.store.JournalGraphStore;
import org.springframework.stereotype.Component;

/** The index of each chain, open as long as the service runs. */
@Component
public class Graphs {
    private final Path data;
    private final SortedMap<ChainId, JournalGraphStore> stores;

    Graphs(TracingSettings settings) {
        data = settings.data();
        var opened = new TreeMap<ChainId, JournalGraphStore>();
        for (String chain : settings.chains()) {
            var id = new ChainId(chain);
            opened.put(id, JournalGraphStore.open(folder(id), id));
        }
        stores = Collections.unmodifiableSortedMap(opened);
    }

    public Map<ChainId, JournalGraphStore> all() {
        return stores;
    }

    /** The index of a chain; throws {@link InputFaultException} where this service does not index it. */
    public JournalGraphStore of(ChainId chain) {
        JournalGraphStore store = stores.get(chain);
        if (store == null) {
            throw new InputFaultException(new InputFault(
                    "tracing.chain.unknown",
                    "a chain is not indexed here",
                    "chain",
                    "one of " + stores.keySet(),
                    InputFault.quote(chain.text()),
                    "choose one of those, or set holdfast.chains"));
        }
        return store;
    }

    /** Size of a chain's index on disk, in bytes. */
    public long bytes(ChainId chain) {
        Path folder = folder(chain);
        if (Files.notExists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @PreDestroy
    void close() {
        stores.values().forEach(JournalGraphStore::close);
    }

    private Path folder(ChainId chain) {
        return data.resolve(chain.namePart());
    }
}
