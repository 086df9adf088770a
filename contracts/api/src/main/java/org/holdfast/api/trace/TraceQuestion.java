package org.holdfast.api.trace;

/** What can be asked of the tracing service as a job. Each kind has an address of its own to be sent to. */
public sealed interface TraceQuestion permits TraceRequest, PathsRequest, BoundsRequest {}
