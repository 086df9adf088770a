package org.holdfast.freeze.coordination;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The running clocks of a process: any number at once, at most one of each name.
 *
 * @param byName each clock under {@link ProcessClock#name}
 */
public record Clocks(SortedMap<String, ProcessClock> byName) {
    /** No clock. */
    public static final Clocks NONE = new Clocks(new TreeMap<>());

    public Clocks {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    /** Also runs {@code clock}, in place of an earlier clock of that name. */
    public Clocks with(ProcessClock clock) {
        var more = new TreeMap<>(byName);
        more.put(clock.name(), clock);
        return new Clocks(more);
    }

    /** Runs no clock of that name any more. */
    public Clocks without(String name) {
        var fewer = new TreeMap<>(byName);
        fewer.remove(name);
        return new Clocks(fewer);
    }

    /** Whether exactly this clock runs. */
    public boolean runs(ProcessClock clock) {
        return clock.equals(byName.get(clock.name()));
    }
}
