package org.holdfast.tracing.app.trace.row;

/** Names this process among the instances of the service that share a database. */
public record InstanceId(String text) {}
