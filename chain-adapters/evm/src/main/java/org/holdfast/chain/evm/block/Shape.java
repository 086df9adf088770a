package org.holdfast.chain.evm.block;

import java.math.BigInteger;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;

/** Reads typed fields out of RLP and says what was wrong where it cannot. */
final class Shape {
    private static final int WORD = 32;
    private static final int LONG_BITS = 63;

    private Shape() {}

    static void require(String where, String expected, boolean holds, Object got) {
        if (!holds) {
            throw new InputFaultException(new InputFault(
                    "evm.structure.malformed",
                    "a part of a block does not have its form",
                    where,
                    expected,
                    InputFault.quote(String.valueOf(got)),
                    "get the block again from another source"));
        }
    }

    static Hash256 hash(RlpItem item) {
        Bytes bytes = item.text();
        require("hash", "32 bytes", bytes.size() == WORD, bytes);
        return bytes.hash();
    }

    static EvmAddress address(RlpItem item) {
        Bytes bytes = item.text();
        require("address", "20 bytes", bytes.size() == EvmAddress.BYTES, bytes);
        return EvmAddress.of(bytes);
    }

    static @Nullable EvmAddress addressOrNone(RlpItem item) {
        return item.text().isEmpty() ? null : address(item);
    }

    static BigInteger number(RlpItem item) {
        Bytes bytes = item.text();
        boolean shortest = bytes.isEmpty() || bytes.at(0) != 0;
        require("number", "at most 32 bytes without leading zero", shortest && bytes.size() <= WORD, bytes);
        return bytes.unsigned();
    }

    static long longNumber(RlpItem item) {
        BigInteger number = number(item);
        require("number", "less than 2^63", number.bitLength() <= LONG_BITS, number);
        return number.longValueExact();
    }
}
