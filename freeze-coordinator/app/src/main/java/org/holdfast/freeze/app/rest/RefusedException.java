package org.holdfast.freeze.app.rest;

import org.holdfast.primitives.InputFault;

/** A request that is refused with a status of its own. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient InputFault fault;
    private final int status;

    RefusedException(InputFault fault, int status) {
        super(fault.sentence());
        this.fault = fault;
        this.status = status;
    }

    InputFault fault() {
        return fault;
    }

    int status() {
        return status;
    }
}
