package org.holdfast.tracing.question;

/**
 * The cost of one walk; it is not part of the result. A declined attempt of exact pro rata counts as a separate walk.
 *
 * @param transactions number of visited transactions
 * @param edges number of traced parts that a transaction placed at its outputs
 * @param lotsMost the maximum number of lots in the frontier
 * @param bytesMost the maximum memory of the frontier and its traced value, bytes; rationals are not included
 */
public record WalkEffort(Policy policy, long transactions, long edges, long lotsMost, long bytesMost) {}
