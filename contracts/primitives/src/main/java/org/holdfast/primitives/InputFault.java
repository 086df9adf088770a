package org.holdfast.primitives;

/**
 * Why an input was refused, in the five parts a person needs to mend it. A value, so that it can be logged, sent and
 * tested.
 *
 * @param code stable and never reused, lower case, dotted: {@code <area>.<thing>.<defect>}; listed in
 *     docs/reference/errors.md
 * @param what the defect as a clause, without a full stop
 * @param where the place of it: a file and offset, a field, an argument
 * @param expected what would have been right
 * @param got what was there instead
 * @param remedy what to do next, in the imperative
 */
public record InputFault(String code, String what, String where, String expected, String got, String remedy) {
    private static final int QUOTE_LENGTH_MAX = 80;

    /** The fault as one sentence for a terminal. */
    public String sentence() {
        return "%s: %s (%s): expected %s, got %s; %s.".formatted(code, what, where, expected, got, remedy);
    }

    /** Quotes foreign text for an error message: bounded in length, control characters made visible. */
    public static String quote(String text) {
        return quote(text, QUOTE_LENGTH_MAX);
    }

    /** The same with another bound on the length. */
    public static String quote(String text, int lengthMax) {
        String cut = text.length() <= lengthMax
                ? text
                : text.substring(0, lengthMax) + "... (" + text.length() + " characters)";
        var visible = new StringBuilder(cut.length() + 2).append('"');
        cut.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                visible.append("\\u%04x".formatted(c));
            } else {
                visible.append((char) c);
            }
        });
        return visible.append('"').toString();
    }
}
