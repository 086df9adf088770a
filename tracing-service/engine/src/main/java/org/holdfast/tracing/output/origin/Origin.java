package org.holdfast.tracing.output.origin;

import java.util.SortedMap;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * Where a part of the targets came from.
 *
 * @param outpoint the output at which the trace stopped
 * @param height of the block it was made in
 * @param exact how much of the targets came through it, base units
 * @param byTarget the same for each target, by target number
 * @param label the label at which it stopped; null for other reasons
 */
public record Origin(
        OriginReason reason,
        Outpoint outpoint,
        long height,
        Fraction exact,
        SortedMap<Integer, Fraction> byTarget,
        @Nullable ServiceLabel label) {}
