package org.holdfast.launcher.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.PrivateFiles;

/**
 * The bearer tokens of this installation, made once. The owner keeps them in clear; the services get their hashes only.
 */
public final class Access {
    public static final String INVESTIGATOR = "investigator-1";
    public static final String SUPERVISOR = "supervisor-1";
    public static final List<String> EXCHANGES = List.of("exchange-a", "exchange-b");

    private static final int TOKEN_BYTES = 32;
    private static final int TOKEN_LINE_PARTS = 2;
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{64}");
    private static final HexFormat HEX = HexFormat.of();

    private Access() {}

    /** Makes the token files unless they exist. */
    public static void ensure(NodeLayout layout) {
        if (Files.exists(layout.accepted()) && Files.exists(layout.tokens())) {
            return;
        }
        var clear = new StringBuilder();
        var hashed = new StringBuilder("# sha256 of token, kind, id, role\n");
        add(clear, hashed, "officer", INVESTIGATOR, "investigator");
        add(clear, hashed, "officer", SUPERVISOR, "supervisor");
        for (String exchange : EXCHANGES) {
            add(clear, hashed, "vasp", exchange, "exchange");
        }
        PrivateFiles.write(layout.accepted(), hashed.toString());
        PrivateFiles.write(layout.tokens(), clear.toString());
    }

    /** The token of one person or exchange. */
    public static String token(NodeLayout layout, String id) {
        return find(tokens(layout.tokens()), id);
    }

    private static Map<String, String> tokens(Path file) {
        var tokens = new TreeMap<String, String>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String[] parts = line.split(" ", -1);
            if (parts.length != TOKEN_LINE_PARTS || !TOKEN.matcher(parts[1]).matches()) {
                throw unusable(file + ", line " + number, "an id and a token of 64 hexadecimal digits", "another line");
            }
            tokens.put(parts[0], parts[1]);
        }
        return tokens;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw unusable(file.toString(), "a readable file", e.getClass().getSimpleName());
        }
    }

    /** The line itself may have a token, so it is not quoted. */
    private static InputFaultException unusable(String place, String expected, String got) {
        return new InputFaultException(new InputFault(
                "launcher.tokens.unusable",
                "the file of tokens cannot be used",
                place,
                expected,
                got,
                "restore the file, or stop the node, remove the file and start: new tokens are made"));
    }

    private static String find(Map<String, String> tokens, String id) {
        String token = tokens.get(id);
        if (token == null) {
            throw new InputFaultException(new InputFault(
                    "launcher.officer.unknown",
                    "an officer is unknown",
                    "--as",
                    "one of " + String.join(", ", tokens.keySet()),
                    InputFault.quote(id),
                    "choose one of those"));
        }
        return token;
    }

    private static void add(StringBuilder clear, StringBuilder hashed, String kind, String id, String role) {
        byte[] raw = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(raw);
        String token = HEX.formatHex(raw);
        clear.append(id).append(' ').append(token).append('\n');
        hashed.append(sha256(token))
                .append(' ')
                .append(kind)
                .append(' ')
                .append(id)
                .append(' ')
                .append(role);
        hashed.append('\n');
    }

    private static String sha256(String text) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
