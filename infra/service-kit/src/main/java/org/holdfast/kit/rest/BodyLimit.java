package org.holdfast.kit.rest;

/**
 * The most bytes that a request may have in its body.
 *
 * @param bytesMax at least 1
 */
public record BodyLimit(int bytesMax) {}
