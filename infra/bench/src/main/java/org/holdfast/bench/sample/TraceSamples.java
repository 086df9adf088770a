package org.holdfast.bench.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Samples of each kind of work on each store, one a round. */
public final class TraceSamples {
    private final Map<Key, List<TraceSample>> kept = new LinkedHashMap<>();

    private record Key(String name, String store) {}

    public void keep(String name, String store, TraceSample sample, boolean counts) {
        if (counts) {
            kept.computeIfAbsent(new Key(name, store), key -> new ArrayList<>()).add(sample);
        }
    }

    public boolean has(String name, String store) {
        return kept.containsKey(new Key(name, store));
    }

    public List<TraceSample> of(String name, String store) {
        return kept.getOrDefault(new Key(name, store), List.of(TraceSample.NONE));
    }

    public long median(String name, String store, ToLongFunction<TraceSample> figure) {
        return Measurements.median(
                of(name, store).stream().map(figure::applyAsLong).toList());
    }
}
