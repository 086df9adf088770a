package org.holdfast.api.hold;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draft by hand.
 *
 * @param holdId chosen by the caller, so that a repeat finds the same request
 * @param basis id of a legal pack
 * @param lines all of one asset
 */
public record HoldDraftRequest(
        @Nullable String holdId,
        @Nullable String caseId,
        @Nullable String vaspId,
        @Nullable String basis,
        @Nullable String summary,
        @Nullable List<HoldLineBody> lines) {}
