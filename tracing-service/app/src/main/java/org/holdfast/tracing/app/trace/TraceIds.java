package org.holdfast.tracing.app.trace;

import org.holdfast.primitives.id.TraceId;

/** Where the ids of new traces come from. */
@FunctionalInterface
public interface TraceIds {
    TraceId next();
}
