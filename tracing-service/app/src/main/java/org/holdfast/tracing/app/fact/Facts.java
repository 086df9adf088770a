package org.holdfast.tracing.app.fact;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.OfficerId;

/**
 * Facts on their way to the topic, and the labels they rest on. Publishing and withdrawing take one lock, which {@link
 * ActiveChain} takes too: no fact is published on a basis whose loss is recorded, and no loss misses a fact.
 */
public interface Facts {
    /** Takes the lock until the end of the caller's transaction. */
    void lockBasis();

    /** What is gone of a basis, in words; empty where all of it stands. */
    Optional<String> gone(Basis basis);

    /**
     * Publishes a finding as a fact, in the caller's transaction, unless it is published already. After a withdrawal
     * the same finding is a new fact with a new id, since readers have closed what followed from the old one.
     */
    void publish(Finding finding);

    /**
     * Marks a label as withdrawn, and withdraws every fact that rests on it. Returns how many facts fell, 0 where the
     * label was withdrawn before; empty where there is no such label.
     */
    Optional<Integer> withdrawLabel(LabelId label, OfficerId officer, String reason, Instant now);

    /** How many facts wait to be sent. */
    long waitingCount();

    /**
     * Gives the next facts to {@code send}, in order, and marks each one that was sent. Returns false and does nothing
     * while another instance sends.
     *
     * @throws FactNotSentException from {@code send}; the facts before it stay marked
     */
    boolean relay(Consumer<WaitingFact> send, Instant now);
}
