package org.holdfast.tracing.app.trace;

import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;

/** Reading what a request must have. */
public final class Requests {
    private Requests() {}

    /** The value of a field. Throws {@link InputFaultException} where it is missing. */
    public static <T> T require(@Nullable T value, String field) {
        if (value == null) {
            throw fault(field, "a value", "none");
        }
        return value;
    }

    /** A number of a field. Throws {@link InputFaultException} where it is outside. */
    public static long between(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw fault(field, least + " to " + most, Long.toString(value));
        }
        return value;
    }

    /** What is wrong with a field. */
    public static InputFaultException fault(String field, String expected, String got) {
        return new InputFaultException(new InputFault(
                "tracing.request.malformed",
                "a request is malformed",
                field,
                expected,
                InputFault.quote(got),
                "correct the field"));
    }
}
