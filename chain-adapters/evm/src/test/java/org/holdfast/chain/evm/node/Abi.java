package org.holdfast.chain.evm.node;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;

/** Call data after the contract ABI: words of 32 bytes, lists behind them. */
final class Abi {
    private static final int WORD = 32;

    private Abi() {}

    /** The call of a function by its signature, with addresses, numbers, truths, lists of them, and {@code Bytes}. */
    static String call(String signature, Object... arguments) {
        return Keccak.selector(signature) + arguments(arguments);
    }

    /** Arguments without a selector, as they follow a contract's creation code. */
    static String arguments(Object... arguments) {
        var head = new StringBuilder();
        var tail = new StringBuilder();
        for (Object argument : arguments) {
            if (argument instanceof List<?> list) {
                head.append(word(BigInteger.valueOf(WORD * (long) arguments.length + tail.length() / 2)));
                tail.append(word(BigInteger.valueOf(list.size())));
                list.forEach(item -> tail.append(word(item)));
            } else if (argument instanceof Bytes bytes && bytes.isEmpty()) {
                head.append(word(BigInteger.valueOf(WORD * (long) arguments.length + tail.length() / 2)));
                tail.append(word(BigInteger.ZERO));
            } else {
                head.append(word(argument));
            }
        }
        return head.append(tail).toString();
    }

    private static String word(Object value) {
        String hex = switch (value) {
            case EvmAddress address -> address.toString().substring(2);
            case Boolean truth -> truth ? "1" : "0";
            case Number number -> new BigInteger(number.toString()).toString(16);
            default -> throw new IllegalArgumentException("not a word: " + value);
        };
        return "0".repeat(2 * WORD - hex.length()) + hex;
    }
}
