package org.holdfast.kit.rest;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;

/** Checked reading of request fields. Each method throws {@link InputFaultException} for a value that does not fit. */
public final class Requests {
    /** Longer than any name. */
    private static final int NAME_LENGTH_MAX = 200;

    private Requests() {}

    /** The value of a mandatory field. */
    public static <T> T require(@Nullable T value, String field) {
        if (value == null) {
            throw fault(field, "a value", "none");
        }
        return value;
    }

    /** A mandatory text of 1 to {@code lengthMax} characters that is not blank. */
    public static String text(String field, @Nullable String value, int lengthMax) {
        String given = require(value, field);
        if (given.isBlank() || given.length() > lengthMax) {
            throw fault(field, "1 to " + lengthMax + " characters", given);
        }
        return given;
    }

    /** The value of an optional field, or its default. */
    public static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    /** Refuses a field that has no meaning for {@code of}. */
    public static void absent(@Nullable Object value, String field, Object of) {
        if (value != null) {
            throw fault(field, "none for " + of, "one");
        }
    }

    /** A mandatory name of 1 to 200 characters that is not blank. */
    public static String text(String field, @Nullable String value) {
        return text(field, value, NAME_LENGTH_MAX);
    }

    /** A number within bounds, both included. */
    public static long between(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw fault(field, least + " to " + most, Long.toString(value));
        }
        return value;
    }

    /** A mandatory time after ISO 8601. */
    public static Instant instant(@Nullable String text, String field) {
        String given = require(text, field);
        try {
            return Instant.parse(given);
        } catch (DateTimeParseException e) {
            throw fault(field, "a time such as 2026-11-24T10:00:00Z", given);
        }
    }

    /** The constant that a word names, in either form: {@code partly-held} or {@code PARTLY_HELD}. */
    public static <E extends Enum<E>> E constant(Class<E> type, String field, String word) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(word) || constant.name().equals(word)) {
                return constant;
            }
        }
        String known =
                Arrays.stream(type.getEnumConstants()).map(Requests::word).collect(Collectors.joining(", "));
        throw fault(field, "one of " + known, word);
    }

    /** A constant as clients read it: lower case with hyphens. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The exception for a field with an unsuited value. */
    public static InputFaultException fault(String field, String expected, String got) {
        return new InputFaultException(ServiceFaults.malformed(field, expected, got));
    }
}
