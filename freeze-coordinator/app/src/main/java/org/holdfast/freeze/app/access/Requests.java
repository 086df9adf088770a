package org.holdfast.freeze.app.access;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;

/** Reading what a request must have. */
public final class Requests {
    private Requests() {}

    public static <T> T require(@Nullable T value, String field) {
        if (value == null) {
            throw fault(field, "a value", "none");
        }
        return value;
    }

    public static Instant instant(@Nullable String text, String field) {
        String given = require(text, field);
        try {
            return Instant.parse(given);
        } catch (DateTimeParseException e) {
            throw fault(field, "a time such as 2026-11-24T10:00:00Z", given);
        }
    }

    public static InputFaultException fault(String field, String expected, String got) {
        return new InputFaultException(new InputFault(
                "freeze.request.malformed",
                "a request is malformed",
                field,
                expected,
                InputFault.quote(got),
                "correct the field"));
    }
}
