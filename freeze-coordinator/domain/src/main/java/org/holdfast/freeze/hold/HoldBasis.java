package org.holdfast.freeze.hold;

import java.time.Duration;
import org.holdfast.freeze.legal.LegalPack;
import org.holdfast.freeze.legal.Mark;

/**
 * What a hold rests on, copied out of the legal pack when the request was drafted: a later version of the pack does not
 * change a request that exists.
 *
 * @param packId the instrument
 * @param packVersion version of its data
 * @param mark the verification mark of the term
 * @param source where the term was read
 * @param holdLasts how long a hold lasts
 * @param acknowledgementWithin how soon after sending an acknowledgement is due
 * @param extensionsMax how often the hold may be extended
 */
public record HoldBasis(
        String packId,
        int packVersion,
        Mark mark,
        String source,
        Duration holdLasts,
        Duration acknowledgementWithin,
        int extensionsMax) {
    public HoldBasis {
        if (!holdLasts.isPositive() || !acknowledgementWithin.isPositive()) {
            throw new IllegalArgumentException("no hold without a term");
        }
    }

    /** The values of a pack that has no {@link LegalPack#obstacles}. */
    static HoldBasis of(LegalPack pack) {
        var term = pack.holdTerm();
        if (term == null) {
            throw new IllegalStateException("a pack without a term carries no hold");
        }
        return new HoldBasis(
                pack.id(),
                pack.version(),
                term.mark(),
                term.source(),
                pack.holdLasts(),
                pack.acknowledgementWithin(),
                pack.extensionsMax());
    }
}
