package org.holdfast.freeze.decider;

/** The reason for refusing a command. */
public interface Refusal {
    /**
     * Whether the aggregate has moved on since the command was due. A process needs no help then: the event that moved
     * the aggregate has its own reaction.
     */
    boolean late();
}
