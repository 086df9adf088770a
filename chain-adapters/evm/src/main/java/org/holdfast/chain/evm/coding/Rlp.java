package org.holdfast.chain.evm.coding;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** Recursive length prefix coding. Decoding is strict: what could also be written shorter is refused. */
public final class Rlp {
    /** Deeper nesting than any structure of a block has. */
    private static final int DEPTH_MAX = 64;

    private static final int SHORT_MAX = 55;
    private static final int TEXT = 0x80;
    private static final int LIST = 0xC0;

    private final byte[] in;
    private int at;

    private Rlp(byte[] in) {
        this.in = in;
    }

    public static Bytes encode(RlpItem item) {
        return Bytes.of(bytesOf(item));
    }

    /** Decodes exactly one item that fills the bytes. Throws {@link InputFaultException} on anything else. */
    public static RlpItem decode(Bytes bytes) {
        var reader = new Rlp(bytes.shared());
        RlpItem item = reader.item(0);
        if (reader.at != reader.in.length) {
            throw malformed("nothing after the item", (reader.in.length - reader.at) + " more bytes");
        }
        return item;
    }

    static InputFaultException malformed(String expected, String got) {
        return new InputFaultException(new InputFault(
                "evm.rlp.malformed",
                "RLP coding is malformed",
                "RLP",
                expected,
                got,
                "get the block again from another source"));
    }

    private static byte[] bytesOf(RlpItem item) {
        return switch (item) {
            case RlpItem.Text text -> {
                byte[] content = text.bytes().shared();
                boolean itself = content.length == 1 && (content[0] & 0xFF) < TEXT;
                yield itself ? content : prefixed(TEXT, content);
            }
            case RlpItem.Sequence sequence -> {
                var content = new ByteArrayOutputStream();
                sequence.items().forEach(part -> content.writeBytes(bytesOf(part)));
                yield prefixed(LIST, content.toByteArray());
            }
        };
    }

    private static byte[] prefixed(int kind, byte[] content) {
        var out = new ByteArrayOutputStream(content.length + 5);
        if (content.length <= SHORT_MAX) {
            out.write(kind + content.length);
        } else {
            byte[] length = Bytes.ofNumber(content.length).shared();
            out.write(kind + SHORT_MAX + length.length);
            out.writeBytes(length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private RlpItem item(int depth) {
        if (depth > DEPTH_MAX) {
            throw malformed("at most " + DEPTH_MAX + " nested lists", "more");
        }
        int head = octet();
        if (head < TEXT) {
            return RlpItem.of(Bytes.of((byte) head));
        }
        if (head < LIST) {
            byte[] content = take(length(head - TEXT));
            if (content.length == 1 && (content[0] & 0xFF) < TEXT) {
                throw malformed("a small byte that stands for itself", "a prefix before it");
            }
            return RlpItem.of(Bytes.of(content));
        }
        // The length first: reading it moves the place from which it counts.
        int length = length(head - LIST);
        return RlpItem.of(items(at + length, depth));
    }

    private List<RlpItem> items(int end, int depth) {
        var items = new ArrayList<RlpItem>();
        while (at < end) {
            items.add(item(depth + 1));
        }
        if (at != end) {
            throw malformed("items that fill their list", "an item that reaches beyond it");
        }
        return items;
    }

    private int length(int code) {
        if (code <= SHORT_MAX) {
            return inside(code);
        }
        byte[] digits = take(inside(code - SHORT_MAX));
        if (digits.length > 4 || digits[0] == 0 || (digits.length == 4 && digits[0] < 0)) {
            throw malformed("a length below 2^31 without leading zero", digits.length + " length bytes");
        }
        int length = Bytes.of(digits).unsigned().intValueExact();
        if (length <= SHORT_MAX) {
            throw malformed("a short length in its short form", "a long form for " + length);
        }
        return inside(length);
    }

    private int inside(int length) {
        if (length > in.length - at) {
            throw malformed("at least " + length + " more bytes", (in.length - at) + " bytes");
        }
        return length;
    }

    private int octet() {
        inside(1);
        return in[at++] & 0xFF;
    }

    private byte[] take(int length) {
        byte[] taken = Arrays.copyOfRange(in, at, at + length);
        at += length;
        return taken;
    }
}
