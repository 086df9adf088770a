package org.holdfast.chain.evm.node.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a node's JSON answers, with what was wrong where it cannot. */
public final class RpcFields {
    private static final int WORD_DIGITS = 64;
    private static final int HEX = 16;
    private static final int PREFIX = 2;

    private RpcFields() {}

    public static InputFaultException malformed(String where, String expected, String got) {
        return new InputFaultException(new InputFault(
                "evm.rpc.malformed",
                "a node's answer does not have its form",
                where,
                expected,
                InputFault.quote(got),
                "ask another node, or report the answer to the node's maker"));
    }

    public static boolean has(JsonNode object, String field) {
        return object.hasNonNull(field);
    }

    public static JsonNode object(@Nullable JsonNode node, String what) {
        if (node == null || !node.isObject()) {
            throw malformed(what, "an object", String.valueOf(node));
        }
        return node;
    }

    public static JsonNode list(@Nullable JsonNode node, String what) {
        if (node == null || !node.isArray()) {
            throw malformed(what, "a list", String.valueOf(node));
        }
        return node;
    }

    /** The items of a field that holds a list; none where the field is absent. */
    public static Iterable<JsonNode> items(JsonNode object, String field) {
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw malformed(field, "a list", node.toString());
        }
        return node;
    }

    public static String text(JsonNode object, String field) {
        JsonNode node = object.get(field);
        if (node == null || !node.isString()) {
            throw malformed(field, "a text", String.valueOf(node));
        }
        return node.stringValue();
    }

    /** Bytes as they are. */
    public static RlpItem bytes(JsonNode object, String field) {
        return RlpItem.of(Bytes.parse(text(object, field)));
    }

    /** Bytes as they are; nothing where the field is absent or null, as the receiver of a creation is. */
    public static RlpItem bytesOrNone(JsonNode object, String field) {
        return has(object, field) ? bytes(object, field) : RlpItem.of(Bytes.EMPTY);
    }

    /** A quantity in its shortest form, as RLP writes numbers. */
    public static RlpItem number(JsonNode object, String field) {
        return RlpItem.of(Bytes.ofNumber(quantity(object, field)));
    }

    public static BigInteger quantity(JsonNode object, String field) {
        return quantity(text(object, field), field);
    }

    public static long longQuantity(JsonNode object, String field) {
        BigInteger quantity = quantity(object, field);
        if (quantity.bitLength() >= Long.SIZE) {
            throw malformed(field, "less than 2^63", quantity.toString());
        }
        return quantity.longValueExact();
    }

    public static BigInteger quantity(String text, String field) {
        int digits = text.length() - PREFIX;
        if (!text.startsWith("0x") || digits < 1 || digits > WORD_DIGITS) {
            throw malformed(field, "0x and 1 to 64 hexadecimal digits", text);
        }
        try {
            return new BigInteger(requireDigits(text, field), HEX);
        } catch (NumberFormatException e) {
            throw malformed(field, "0x and 1 to 64 hexadecimal digits", text);
        }
    }

    public static BlockHash hash(JsonNode object, String field) {
        Bytes bytes = Bytes.parse(text(object, field));
        if (bytes.size() != WORD_DIGITS / 2) {
            throw malformed(field, "32 bytes", bytes.toString());
        }
        return new BlockHash(bytes.hash());
    }

    /** The texts of a list, each as bytes. */
    public static RlpItem bytesList(JsonNode object, String field) {
        var list = new ArrayList<RlpItem>();
        for (JsonNode item : items(object, field)) {
            if (!item.isString()) {
                throw malformed(field, "a list of texts", item.toString());
            }
            list.add(RlpItem.of(Bytes.parse(item.stringValue())));
        }
        return RlpItem.of(list);
    }

    /** A sign is no digit, though a number in a program may carry one. */
    private static String requireDigits(String text, String field) {
        char first = text.charAt(PREFIX);
        if (first == '+' || first == '-') {
            throw malformed(field, "hexadecimal digits", text);
        }
        return text.substring(PREFIX);
    }
}
