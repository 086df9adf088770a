package org.holdfast.primitives.id;

import java.util.regex.Pattern;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** The one grammar of all identifiers that Holdfast itself gives out: safe in a path, a topic key, a file name. */
final class IdText {
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

    private IdText() {}

    static String require(String kind, String text) {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new InputFaultException(new InputFault(
                    "primitives.id.malformed",
                    "a " + kind + " is malformed",
                    kind,
                    "1 to 80 letters, digits, dots, dashes or underscores, a letter or digit first",
                    InputFault.quote(text),
                    "copy the identifier again"));
        }
        return text;
    }
}
