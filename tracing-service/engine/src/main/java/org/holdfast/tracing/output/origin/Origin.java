package org.holdfast.tracing.output.origin;

import java.util.SortedMap;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a part of the targets.
 *
 * @param outpoint the output where the trace ended
 * @param height the height of its block
 * @param exact the part of the targets that came through it, base units
 * @param byTarget the same for each target, by target number
 * @param label the label of a service end; null for other reasons
 */
public record Origin(
        OriginReason reason,
        Outpoint outpoint,
        long height,
        Fraction exact,
        SortedMap<Integer, Fraction> byTarget,
        @Nullable ServiceLabel label) {}
