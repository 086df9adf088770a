package org.holdfast.freeze.app.process;

import java.time.Instant;

/** A process whose command was refused. */
public record StuckRow(String holdId, String command, String refusal, Instant at) {}
