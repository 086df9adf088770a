package org.holdfast.tracing.question;

import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.VaspId;

/** The label at which a trace stopped. */
public record ServiceLabel(LabelId labelId, VaspId vaspId) {}
