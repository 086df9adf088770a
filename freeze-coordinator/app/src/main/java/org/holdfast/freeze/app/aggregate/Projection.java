package org.holdfast.freeze.app.aggregate;

/**
 * One read model, built from events. Each projection has its own position in the event stream, its own transaction per
 * batch and its own queue of failed events, so a failure in one stops no other. Events of one aggregate arrive in their
 * order, and may arrive again.
 *
 * <p>{@link Replays} builds a read model again while the service runs. A migration empties its table and calls
 * {@code restart_projection} with its name.
 *
 * @param <E> events
 */
public interface Projection<E> {
    /** The name of the projection. It is stored with the position, so it never changes. */
    String name();

    /** The events that the projection reads. */
    Class<E> events();

    /** Changes the read model for one event. */
    void project(Recorded<E> recorded);

    /** Empties the read model, before it is built again from the first event. */
    void clear();

    /**
     * An event with its place.
     *
     * @param eventId unique among all events
     * @param sequence the place of the event in its aggregate, from 0; 0 for an event outside aggregates
     */
    record Recorded<E>(E event, String eventId, long sequence) {}
}
