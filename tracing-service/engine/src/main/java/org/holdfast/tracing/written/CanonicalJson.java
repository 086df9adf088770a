package org.holdfast.tracing.written;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes values as JSON in one form only, after the rules of RFC 8785: no white space, members sorted by the UTF-16
 * code units of their names, strings with the shortest escapes. Numbers are whole and within 2^53, as RFC 8785
 * requires. Amounts are strings. Values are maps, lists, strings, integers and booleans; nothing is ever null.
 */
public final class CanonicalJson {
    private static final BigInteger NUMBER_MAX = BigInteger.ONE.shiftLeft(53).subtract(BigInteger.ONE);

    private CanonicalJson() {}

    /**
     * The canonical text of a value.
     *
     * @throws IllegalArgumentException for a value without a canonical form
     */
    public static String write(Object value) {
        var text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    /**
     * Writes the canonical text of a value piece by piece. A large text is never in memory as a whole.
     *
     * @throws IllegalArgumentException for a value without a canonical form
     */
    public static void write(Object value, Appendable text) {
        try {
            any(value, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The written forms of list entries, produced one by one while they are written. */
    public static <T> List<Object> each(List<T> entries, Function<? super T, ?> form) {
        return new AbstractList<>() {
            @Override
            public Object get(int i) {
                return form.apply(entries.get(i));
            }

            @Override
            public int size() {
                return entries.size();
            }
        };
    }

    private static void any(Object value, Appendable text) throws IOException {
        switch (value) {
            case Map<?, ?> map -> object(map, text);
            case List<?> list -> array(list, text);
            case String string -> string(string, text);
            case Boolean truth -> text.append(Boolean.toString(truth));
            case Integer number -> number(BigInteger.valueOf(number), text);
            case Long number -> number(BigInteger.valueOf(number), text);
            default -> throw new IllegalArgumentException("no canonical form: " + value.getClass());
        }
    }

    private static void number(BigInteger number, Appendable text) throws IOException {
        if (number.abs().compareTo(NUMBER_MAX) > 0) {
            throw new IllegalArgumentException("beyond 2^53 write a string: " + number);
        }
        text.append(number.toString());
    }

    /** {@link String#compareTo} orders by UTF-16 code units, as RFC 8785 requires. */
    private static void object(Map<?, ?> map, Appendable text) throws IOException {
        var sorted = new TreeMap<String, Object>();
        map.forEach((name, value) -> sorted.put((String) name, value));
        String separator = "{";
        for (Map.Entry<String, Object> member : sorted.entrySet()) {
            text.append(separator);
            string(member.getKey(), text);
            text.append(':');
            any(member.getValue(), text);
            separator = ",";
        }
        text.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void array(List<?> list, Appendable text) throws IOException {
        text.append('[');
        String separator = "";
        for (Object value : list) {
            text.append(separator);
            any(value, text);
            separator = ",";
        }
        text.append(']');
    }

    private static void string(String string, Appendable text) throws IOException {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            boolean paired = Character.isHighSurrogate(c)
                    ? i + 1 < string.length() && Character.isLowSurrogate(string.charAt(i + 1))
                    : !Character.isLowSurrogate(c) || (i > 0 && Character.isHighSurrogate(string.charAt(i - 1)));
            if (!paired) {
                throw new IllegalArgumentException("half a character has no canonical form, at " + i);
            }
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> {
                    if (c < ' ') {
                        text.append("\\u00").append(c < 16 ? '0' : '1').append(Character.forDigit(c % 16, 16));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
