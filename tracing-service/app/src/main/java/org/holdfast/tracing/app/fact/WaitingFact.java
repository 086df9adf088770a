package org.holdfast.tracing.app.fact;

/**
 * A fact that waits to be sent.
 *
 * @param position grows with each fact
 * @param record the fact as it is sent
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
public record WaitingFact(long position, String caseId, byte[] record) {}
