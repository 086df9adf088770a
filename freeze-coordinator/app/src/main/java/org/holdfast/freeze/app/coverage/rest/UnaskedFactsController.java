package org.holdfast.freeze.app.coverage.rest;

import org.holdfast.api.hold.UnaskedFactsResponse;
import org.holdfast.freeze.app.coverage.UnaskedFacts;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.access.Permission;
import org.holdfast.primitives.id.CaseId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Facts that asked for nothing new. */
@RestController
class UnaskedFactsController {
    private final UnaskedFacts facts;

    UnaskedFactsController(UnaskedFacts facts) {
        this.facts = facts;
    }

    @GetMapping("/v1/unasked-facts")
    @Needs(Permission.READ_HOLDS)
    UnaskedFactsResponse list(@RequestParam(required = false) @Nullable String caseId) {
        return new UnaskedFactsResponse(facts.latest(caseId == null ? null : new CaseId(caseId)));
    }
}
