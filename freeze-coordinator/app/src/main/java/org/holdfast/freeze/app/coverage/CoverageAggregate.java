package org.holdfast.freeze.app.coverage;

import static java.util.Map.entry;

import java.util.Map;
import org.holdfast.freeze.app.aggregate.AggregateKind;
import org.holdfast.freeze.app.aggregate.StoredTypes;
import org.holdfast.freeze.coverage.CoverageCommand;
import org.holdfast.freeze.coverage.CoverageDecider;
import org.holdfast.freeze.coverage.CoverageEvent;
import org.holdfast.freeze.coverage.CoverageRejection;
import org.holdfast.freeze.coverage.CoverageState;

/** The coverage as a kind of aggregate, with the stored names of its events. */
public final class CoverageAggregate {
    public static final AggregateKind<CoverageCommand, CoverageEvent, CoverageState, CoverageRejection> KIND =
            new AggregateKind<>(
                    "Coverage",
                    CoverageCommand.class,
                    CoverageEvent.class,
                    new CoverageDecider(),
                    new StoredTypes(
                            "1",
                            Map.ofEntries(
                                    entry("coverage.PlacesAsked", CoverageEvent.PlacesAsked.class),
                                    entry("coverage.NothingAsked", CoverageEvent.NothingAsked.class),
                                    entry("coverage.RequestCounted", CoverageEvent.RequestCounted.class),
                                    entry("coverage.HeldCounted", CoverageEvent.HeldCounted.class),
                                    entry("coverage.PlacesFreed", CoverageEvent.PlacesFreed.class),
                                    entry("coverage.FactDropped", CoverageEvent.FactDropped.class))));

    private CoverageAggregate() {}
}
