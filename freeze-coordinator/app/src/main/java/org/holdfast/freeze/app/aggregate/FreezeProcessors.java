package org.holdfast.freeze.app.aggregate;

/** Names of the event processors; stored with their tokens, so they never change. */
public final class FreezeProcessors {
    public static final String PROCESS = "freeze-process";
    public static final String VIEWS = "hold-views";

    private FreezeProcessors() {}
}
