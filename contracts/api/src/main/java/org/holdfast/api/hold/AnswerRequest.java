package org.holdfast.api.hold;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange's answer to every line of a request. */
public record AnswerRequest(@Nullable List<LineAnswerBody> lines) {}
