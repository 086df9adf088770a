package org.holdfast.tracing.app.trace.job;

/** Names this process among the instances of the service that share a database. */
public record InstanceId(String text) {}
