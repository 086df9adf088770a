package org.holdfast.freeze.coordination;

import org.holdfast.freeze.legal.LegalPack;
import org.holdfast.primitives.id.OfficerId;

/**
 * How drafts that follow from facts are written.
 *
 * @param basis what they rest on
 * @param drafter the name under which the coordinator itself drafts; no person bears it, so it can never approve
 */
public record DraftRules(LegalPack basis, OfficerId drafter) {}
