package org.holdfast.freeze.coverage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.VaspId;

/** The scope of a coverage: one case, one exchange, one asset. */
public record CoverageKey(CaseId caseId, VaspId vaspId, AssetId asset) {
    private static final int ID_BYTES = 16;

    /** The scope of a draft, which has at least one line. */
    public static CoverageKey of(HoldDraft draft) {
        return new CoverageKey(
                draft.caseId(), draft.vaspId(), draft.lines().getFirst().asset());
    }

    /** The id of the aggregate; migration 4 computes the same one for requests of earlier versions. */
    public String id() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((caseId + "\n" + vaspId + "\n" + asset).getBytes(StandardCharsets.UTF_8));
            return "coverage-" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
