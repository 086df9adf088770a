package org.holdfast.freeze.app.access;

import java.util.Locale;
import org.holdfast.primitives.InputFaultException;

/** Constants as clients read them: lower case with hyphens. */
public final class Words {
    private Words() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant that a word names. Throws {@link InputFaultException} where none does. */
    public static <E extends Enum<E>> E parse(Class<E> type, String field, String word) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(word) || constant.name().equals(word)) {
                return constant;
            }
        }
        String known = String.join(
                ", ",
                java.util.Arrays.stream(type.getEnumConstants()).map(Words::of).toList());
        throw Requests.fault(field, "one of " + known, word);
    }
}
