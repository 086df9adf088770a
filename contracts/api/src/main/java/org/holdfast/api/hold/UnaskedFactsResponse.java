package org.holdfast.api.hold;

import java.util.List;

/** Facts that led to no request, because all that they name is asked already; the latest first. */
public record UnaskedFactsResponse(List<UnaskedFact> facts) {
    public UnaskedFactsResponse {
        facts = List.copyOf(facts);
    }

    /** One fact with the requests that ask for its places. */
    public record UnaskedFact(
            String factId, String caseId, String vaspId, String asset, String at, List<LeftOutBody> leftOut) {
        public UnaskedFact {
            leftOut = List.copyOf(leftOut);
        }
    }
}
