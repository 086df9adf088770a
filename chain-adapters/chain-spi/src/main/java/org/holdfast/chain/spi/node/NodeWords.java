package org.holdfast.chain.spi.node;

import java.nio.charset.StandardCharsets;
import org.holdfast.primitives.InputFault;

/** What a node, or a server in front of it, said in place of an answer. */
public final class NodeWords {
    /** Characters of a node that are shown; its own error texts are shorter. */
    static final int SHOWN_MAX = 200;

    /** Bytes of an answer that are looked at. */
    private static final int READ_MAX = 4_096;

    private NodeWords() {}

    /** The words for a message: one line without HTML, bounded, with control characters made visible. */
    public static String of(byte[] said) {
        var text = new String(said, 0, Math.min(said.length, READ_MAX), StandardCharsets.UTF_8);
        String plain = text.strip().startsWith("<")
                ? text.replaceAll("(?s)<(style|script).*?</\\1>|<[^>]*>?", " ")
                        .replaceAll("\\s+", " ")
                        .strip()
                : text.strip();
        return InputFault.quote(plain, SHOWN_MAX);
    }
}
