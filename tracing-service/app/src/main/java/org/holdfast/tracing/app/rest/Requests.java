package org.holdfast.tracing.app.rest;

import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;

/** Reading what a request must have. */
final class Requests {
    private Requests() {}

    static <T> T require(@Nullable T value, String field) {
        if (value == null) {
            throw fault(field, "a value", "none");
        }
        return value;
    }

    static InputFaultException fault(String field, String expected, String got) {
        return new InputFaultException(new InputFault(
                "tracing.request.malformed",
                "a request is malformed",
                field,
                expected,
                InputFault.quote(got),
                "correct the field"));
    }
}
