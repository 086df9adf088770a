package org.holdfast.kit.access;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;

/**
 * The content of an access file: callers by the SHA-256 of their tokens. A line is {@code sha256 kind id role}; empty
 * lines and lines from {@code #} do not count. A list is whole: it ends with a line feed and names at least one caller.
 */
final class AccessList {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final int PARTS = 4;

    private AccessList() {}

    /**
     * The callers of a text. Throws {@link InputFaultException} for the first malformed line.
     *
     * @param file from which the text was read
     */
    static Map<String, Caller> parse(Path file, String text) {
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw fault(file + ", its end", "a line feed", "a line without its end");
        }
        var callers = new HashMap<String, Caller>();
        List<String> lines = text.lines().toList();
        for (int n = 0; n < lines.size(); n++) {
            String line = lines.get(n).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(callers, file + ", line " + (n + 1), line.split("\\s+", -1));
            }
        }
        if (callers.isEmpty()) {
            throw fault(file + ", all lines", "at least one caller", "none");
        }
        return Map.copyOf(callers);
    }

    private static void add(Map<String, Caller> callers, String place, String[] parts) {
        if (parts.length != PARTS) {
            throw fault(place, "sha256, kind, id and role", parts.length + " parts");
        }
        if (!SHA_256.matcher(parts[0]).matches()) {
            throw fault(place, "64 lower-case hexadecimal digits", parts[0].length() + " other characters");
        }
        Role role = Arrays.stream(Role.values())
                .filter(one -> one.word().equals(parts[3]) && one.kind().word().equals(parts[1]))
                .findFirst()
                .orElseThrow(() -> fault(place, "a kind and one of its roles", parts[1] + " " + parts[3]));
        if (callers.put(parts[0], caller(place, role, parts[2])) != null) {
            throw fault(place, "one line for a token", "a second line");
        }
    }

    private static Caller caller(String place, Role role, String id) {
        try {
            return switch (role.kind()) {
                case OFFICER -> new Caller.Officer(new OfficerId(id), role);
                case EXCHANGE -> new Caller.Exchange(new VaspId(id));
            };
        } catch (InputFaultException malformed) {
            throw fault(place, malformed.fault().expected(), id);
        }
    }

    private static InputFaultException fault(String place, String expected, String got) {
        return new InputFaultException(new InputFault(
                "service.access-file.malformed",
                "the access file is malformed",
                place,
                expected,
                InputFault.quote(got),
                "correct the file; a running service keeps the last good list"));
    }
}
