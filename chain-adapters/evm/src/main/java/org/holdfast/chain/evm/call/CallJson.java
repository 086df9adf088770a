package org.holdfast.chain.evm.call;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of call traces, nested as deep as calls can be, and says what was wrong where it cannot. */
public final class CallJson {
    /** Each frame is an object in an array. */
    private static final int NESTING_MAX = 2 * CallFrame.DEPTH_MAX + 16;

    private static final int WORD_DIGITS = 64;

    private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1," + WORD_DIGITS + "}");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_MAX)
                            .build())
                    .build())
            .build();

    private CallJson() {}

    /** Parses a node's answer. Throws {@link InputFaultException} where it is not JSON or nested too deep. */
    public static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw malformed("JSON, nested at most " + NESTING_MAX + " deep", e.getOriginalMessage());
        }
    }

    static InputFaultException malformed(String expected, String got) {
        return new InputFaultException(new InputFault(
                "evm.call.malformed",
                "a call trace does not have its form",
                "call trace",
                expected,
                InputFault.quote(got),
                "ask the node again, or another; the block is not published"));
    }

    static InputFaultException mismatch(String where, Object expected, Object got) {
        return new InputFaultException(new InputFault(
                "evm.call.mismatch",
                "a block's call traces do not belong to its transactions",
                where,
                expected.toString(),
                InputFault.quote(got.toString()),
                "ask the node again, or another; the block is not published"));
    }

    static String text(JsonNode object, String field) {
        JsonNode node = object.get(field);
        if (node == null || !node.isString()) {
            throw malformed("a text in field " + field, String.valueOf(node));
        }
        return node.stringValue();
    }

    static @Nullable String textOrNone(JsonNode object, String field) {
        JsonNode node = object.get(field);
        return node == null || node.isNull() ? null : text(object, field);
    }

    static JsonNode array(@Nullable JsonNode node, String what) {
        if (node == null || !node.isArray()) {
            throw malformed("an array of " + what, String.valueOf(node));
        }
        return node;
    }

    static JsonNode object(@Nullable JsonNode node, String what) {
        if (node == null || !node.isObject()) {
            throw malformed(what + " as an object", String.valueOf(node));
        }
        return node;
    }

    static EvmAddress address(JsonNode object, String field) {
        return EvmAddress.parse(text(object, field));
    }

    static @Nullable EvmAddress addressOrNone(JsonNode object, String field) {
        return textOrNone(object, field) == null ? null : address(object, field);
    }

    static Bytes bytesOrNone(JsonNode object, String field) {
        String text = textOrNone(object, field);
        return text == null ? Bytes.EMPTY : Bytes.parse(text);
    }

    /** A quantity: {@code 0x} and hexadecimal digits, at most 256 bits; zero where the field is absent. */
    static BigInteger quantityOrZero(JsonNode object, String field) {
        String text = textOrNone(object, field);
        if (text == null) {
            return BigInteger.ZERO;
        }
        if (!QUANTITY.matcher(text).matches()) {
            throw malformed("a quantity of at most 256 bits in field " + field, text);
        }
        return new BigInteger(text.substring(2), 16);
    }

    static void sameTransaction(TxId expected, @Nullable String stated) {
        String wanted = "0x" + expected;
        if (stated != null && !stated.toLowerCase(Locale.ROOT).equals(wanted)) {
            throw mismatch("transaction of a trace", wanted, stated);
        }
    }
}
