package org.holdfast.tracing.app.config;

import org.holdfast.primitives.id.TraceId;

/** Where the ids of new traces come from. */
@FunctionalInterface
public interface TraceIds {
    TraceId next();
}
