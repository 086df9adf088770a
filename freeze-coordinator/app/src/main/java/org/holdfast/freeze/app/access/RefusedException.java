package org.holdfast.freeze.app.access;

import org.holdfast.primitives.InputFault;

/** A request that is refused with a status of its own. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient InputFault fault;
    private final int status;

    public RefusedException(InputFault fault, int status) {
        super(fault.sentence());
        this.fault = fault;
        this.status = status;
    }

    public InputFault fault() {
        return fault;
    }

    public int status() {
        return status;
    }
}
