package org.holdfast.tracing.question;

/**
 * What a walk took; no part of its result. Where exact pro rata declined, its attempt is reported as a walk of its own.
 *
 * @param transactions visited
 * @param edges traced parts that were moved from a transaction to one of its outputs
 * @param lotsMost the most pieces of state that waited in the frontier at once
 * @param bytesMost memory of the frontier and of what waited in it, at the most; rationals are not counted
 */
public record WalkEffort(Policy policy, long transactions, long edges, long lotsMost, long bytesMost) {}
