package org.holdfast.tracing.app.trace.question;

import java.util.List;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.tracing.question.Policy;
import org.jspecify.annotations.Nullable;

/** Reading what a request must have. */
public final class Requests {
    private static final int TEXT_MAX = 200;
    private static final int DESTINATIONS_MAX = 1_000;

    private Requests() {}

    /** The value of a field. Throws {@link InputFaultException} where it is missing. */
    public static <T> T require(@Nullable T value, String field) {
        if (value == null) {
            throw fault(field, "a value", "none");
        }
        return value;
    }

    /** The value of a field that may be left out. */
    public static <T> T orElse(@Nullable T value, T left) {
        return value == null ? left : value;
    }

    /** Throws {@link InputFaultException} where a field is there that says nothing of this chain or question. */
    public static void absent(@Nullable Object value, String field, Object of) {
        if (value != null) {
            throw fault(field, "none for " + of, "one");
        }
    }

    /** A text of a field. Throws {@link InputFaultException} where it is empty or longer than any name. */
    public static String text(String field, String value) {
        if (value.isBlank() || value.length() > TEXT_MAX) {
            throw fault(field, "1 to " + TEXT_MAX + " characters", value);
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

    /** The policies that are asked. Throws {@link InputFaultException} where there is none or an unknown one. */
    public static List<Policy> policies(@Nullable List<String> words) {
        List<String> policies = require(words, "policies");
        between("number of policies", policies.size(), 1, Policy.values().length);
        return policies.stream()
                .map(policy -> Policy.parse(require(policy, "policies")))
                .toList();
    }

    /** Whether a direction is backward. Throws {@link InputFaultException} where it is neither. */
    public static boolean backward(@Nullable String direction) {
        if (direction == null || direction.equals("forward")) {
            return false;
        }
        if (!direction.equals("backward")) {
            throw fault("direction", "forward or backward", direction);
        }
        return true;
    }

    /** Names of destinations; those that are addresses in their canonical form. */
    static List<String> destinations(@Nullable List<String> names, ChainProfile chain) {
        if (names == null) {
            return List.of();
        }
        between("number of destinations", names.size(), 0, DESTINATIONS_MAX);
        return names.stream()
                .map(name -> text("destinations", require(name, "destinations")))
                .map(name ->
                        chain.addresses().resembles(name) ? chain.address(name).text() : name)
                .toList();
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
