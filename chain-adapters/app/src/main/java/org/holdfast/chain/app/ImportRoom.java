package org.holdfast.chain.app;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.disk.DiskRoom;

/** Pauses an import while the disk is short. */
final class ImportRoom {
    private static final Duration WAIT_MAX = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final DiskRoom room;
    private final Duration waitMax;
    private final Duration lookEvery;
    private final Consumer<String> notes;

    ImportRoom(DiskRoom room, Consumer<String> notes) {
        this(room, WAIT_MAX, LOOK_EVERY, notes);
    }

    ImportRoom(DiskRoom room, Duration waitMax, Duration lookEvery, Consumer<String> notes) {
        this.room = room;
        this.waitMax = waitMax;
        this.lookEvery = lookEvery;
        this.notes = notes;
    }

    /** Returns as soon as there is room. A disk that stays short is a fault; what is published stays. */
    void await() {
        Optional<String> shortage = room.shortage();
        if (shortage.isEmpty()) {
            return;
        }
        notes.accept("waits: " + shortage.get());
        long end = System.nanoTime() + waitMax.toNanos();
        while (shortage.isPresent()) {
            if (System.nanoTime() - end >= 0) {
                throw new InputFaultException(new InputFault(
                        "chain.disk.low",
                        "the disk has too little room for more blocks",
                        room.path().toString(),
                        "room within " + waitMax.toSeconds() + " s",
                        shortage.get(),
                        "make room and run the same command again; what is published stays"));
            }
            pause();
            shortage = room.shortage();
        }
        notes.accept("continues: there is room again");
    }

    private void pause() {
        try {
            Thread.sleep(lookEvery);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the import waited for room", e);
        }
    }
}
