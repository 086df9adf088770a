package org.holdfast.api;

import org.holdfast.primitives.InputFault;

/**
 * An error after RFC 9457, sent as {@code application/problem+json}. The members after {@code detail} are the parts of
 * an {@link InputFault}.
 *
 * @param type {@code urn:holdfast:problem:<code>}
 * @param title the defect as a clause
 * @param status the HTTP status
 * @param detail the whole fault as one sentence
 * @param code stable and never reused
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String where,
        String expected,
        String got,
        String remedy) {
    /** The fault as a problem of the given HTTP status. */
    public static Problem of(InputFault fault, int status) {
        return new Problem(
                "urn:holdfast:problem:" + fault.code(),
                fault.what(),
                status,
                fault.sentence(),
                fault.code(),
                fault.where(),
                fault.expected(),
                fault.got(),
                fault.remedy());
    }

    /** The fault that the problem was made of. */
    public InputFault fault() {
        return new InputFault(code, title, where, expected, got, remedy);
    }
}
