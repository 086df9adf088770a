package org.holdfast.freeze.app.coverage;

import org.holdfast.freeze.app.aggregate.Projection;
import org.holdfast.freeze.coverage.CoverageEvent;
import org.springframework.stereotype.Component;

/** Builds the list of facts that asked for nothing. */
@Component
class CoverageProjection implements Projection<CoverageEvent> {
    private final UnaskedFacts facts;

    CoverageProjection(UnaskedFacts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return "unasked-facts";
    }

    @Override
    public Class<CoverageEvent> events() {
        return CoverageEvent.class;
    }

    @Override
    public void project(Recorded<CoverageEvent> recorded) {
        facts.apply(recorded.event());
    }

    @Override
    public void clear() {
        facts.clear();
    }
}
