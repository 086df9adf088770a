package org.holdfast.freeze.coverage;

import java.time.Instant;
import java.util.List;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;
import org.jspecify.annotations.Nullable;

/** What happened to the coverage of one case, exchange and asset. */
public sealed interface CoverageEvent {
    Instant at();

    /** Recorded when a fact led to a request: {@code draft} asks for what is new in {@code traced}. */
    record PlacesAsked(HoldId holdId, HoldDraft draft, List<HoldLine> traced, Instant at) implements CoverageEvent {
        public PlacesAsked {
            traced = List.copyOf(traced);
        }
    }

    /** Recorded when all that a fact names was asked already: {@code draft} has parts left out, and no lines. */
    record NothingAsked(HoldId holdId, HoldDraft draft, List<HoldLine> traced, Instant at) implements CoverageEvent {
        public NothingAsked {
            traced = List.copyOf(traced);
        }
    }

    /**
     * Recorded when a request was counted that no coverage has asked for: a draft by hand, or a request of a version
     * without coverage, whose fact {@code factId} names.
     */
    record RequestCounted(HoldId holdId, @Nullable FactId factId, List<HoldLine> lines, Instant at)
            implements CoverageEvent {
        public RequestCounted {
            lines = List.copyOf(lines);
        }
    }

    /** Recorded when the exchange had said what it holds under a request; one amount for each line, in their order. */
    record HeldCounted(HoldId holdId, List<BaseUnits> held, Instant at) implements CoverageEvent {
        public HeldCounted {
            held = List.copyOf(held);
        }
    }

    /** Recorded when a request had ended. */
    record PlacesFreed(HoldId holdId, Instant at) implements CoverageEvent {}

    /** Recorded when a fact had been withdrawn. */
    record FactDropped(FactId factId, Instant at) implements CoverageEvent {}
}
