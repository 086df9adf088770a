package org.holdfast.kit.loop;

/** Where the work of a loop reports what its health shows. */
public interface LoopReport {
    /** A piece of work is finished, or none waits: the loop no longer fails, and the next wait is short again. */
    void progressed();

    /** How many pieces of work wait. */
    void behind(long waiting);

    /** The loop does no further work for a reason that no waiting mends. The first reason stays. */
    void stopped(String reason);

    /** The state so far. */
    LoopStatus status();
}
