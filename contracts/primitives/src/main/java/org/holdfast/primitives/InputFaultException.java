package org.holdfast.primitives;

/** Carries an {@link InputFault} from where an input is read to the edge that tells the user. */
public final class InputFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient InputFault fault;

    public InputFaultException(InputFault fault) {
        super(fault.sentence());
        this.fault = fault;
    }

    public InputFaultException(InputFault fault, Throwable cause) {
        super(fault.sentence(), cause);
        this.fault = fault;
    }

    public InputFault fault() {
        return fault;
    }
}
