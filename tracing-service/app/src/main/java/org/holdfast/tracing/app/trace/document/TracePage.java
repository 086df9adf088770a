package org.holdfast.tracing.app.trace.document;

/**
 * A page of a long list of a trace.
 *
 * @param number from 0
 * @param body a JSON array
 */
public record TracePage(String list, int number, String body) {}
