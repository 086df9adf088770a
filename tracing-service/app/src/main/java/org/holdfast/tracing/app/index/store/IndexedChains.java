package org.holdfast.tracing.app.index.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.tracing.app.settings.TracingSettings;

/** The chains that are indexed from the start: those that the settings name, or else those that have an index. */
final class IndexedChains {
    /** {@link ChainId#namePart}, and the endings that a replacement of an index gives to its folders. */
    private static final Pattern FOLDER = Pattern.compile("([-a-z0-9]{3,8})\\.([-_a-zA-Z0-9]{1,32})(\\.new|\\.old)?");

    private IndexedChains() {}

    static Collection<ChainProfile> of(TracingSettings settings) {
        var chains = new TreeMap<ChainId, ChainProfile>();
        settings.chains().forEach(text -> put(chains, Chains.profile(new ChainId(text))));
        if (settings.chains().isEmpty() && Files.isDirectory(settings.data())) {
            try (Stream<Path> folders = Files.list(settings.data())) {
                folders.flatMap(folder -> chain(folder).stream()).forEach(chain -> put(chains, chain));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return chains.values();
    }

    private static void put(Map<ChainId, ChainProfile> chains, ChainProfile chain) {
        chains.put(chain.chain(), chain);
    }

    private static Optional<ChainProfile> chain(Path folder) {
        Matcher name = FOLDER.matcher(folder.getFileName().toString());
        return name.matches() ? Chains.find(new ChainId(name.group(1) + ":" + name.group(2))) : Optional.empty();
    }
}
