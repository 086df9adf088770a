package org.holdfast.kit.kafka;

/** The data of a topic cannot be taken, and no waiting mends it: reading stops until a person has decided. */
public final class DataFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes what health shows: the place on the topic and the reason. */
    public DataFaultException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Takes what health shows. */
    public DataFaultException(String reason) {
        super(reason);
    }

    /** The place on the topic and the reason. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
