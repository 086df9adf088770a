package org.holdfast.tracing.trace;

import org.holdfast.primitives.LabelId;
import org.holdfast.primitives.VaspId;

/** The label at which a trace stopped. */
public record ServiceLabel(LabelId labelId, VaspId vaspId) {}
