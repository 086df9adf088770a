package org.holdfast.chain.evm.event;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.Hash256;

/**
 * Arguments in the contract ABI's coding, read strictly: an address has twelve zero bytes before it, an offset stays
 * within the bytes. All methods throw {@link AbiMismatchException} otherwise.
 */
public final class AbiWords {
    private static final int WORD = 32;
    private static final int ADDRESS_AT = WORD - EvmAddress.BYTES;
    private static final int INDEX_BITS = 31;

    private final Bytes bytes;

    private AbiWords(Bytes bytes) {
        this.bytes = bytes;
    }

    public static AbiWords of(Bytes bytes) {
        return new AbiWords(bytes);
    }

    public static EvmAddress address(Hash256 word) {
        return new AbiWords(Bytes.of(word.displayBytes())).address(0);
    }

    public static BigInteger unsigned(Hash256 word) {
        return new BigInteger(1, word.displayBytes());
    }

    public AbiWords requireWords(int count) {
        if (bytes.size() != count * WORD) {
            throw new AbiMismatchException("data of " + bytes.size() + " bytes instead of " + count * WORD);
        }
        return this;
    }

    public Hash256 word(int index) {
        return slice(index * WORD, WORD).hash();
    }

    public EvmAddress address(int index) {
        Bytes word = slice(index * WORD, WORD);
        for (int i = 0; i < ADDRESS_AT; i++) {
            if (word.at(i) != 0) {
                throw new AbiMismatchException("a word that is no address");
            }
        }
        return EvmAddress.of(word.slice(ADDRESS_AT, WORD));
    }

    public BigInteger unsigned(int index) {
        return slice(index * WORD, WORD).unsigned();
    }

    public BaseUnits amount(int index) {
        return new BaseUnits(unsigned(index));
    }

    /** A number in two's complement over the whole word, as int256 and all narrower signed types are written. */
    public BigInteger signed(int index) {
        return slice(index * WORD, WORD).signed();
    }

    /** The bytes to which the word at this index points. */
    public Bytes bytes(int index) {
        int at = offset(index);
        int length = index(slice(at, WORD).unsigned(), "a length");
        return slice(at + WORD, length);
    }

    /** The numbers of the array to which the word at this index points. */
    public List<BigInteger> numbers(int index) {
        int at = offset(index);
        int count = index(slice(at, WORD).unsigned(), "a length");
        if (count > (bytes.size() - at) / WORD) {
            throw new AbiMismatchException("an array that reaches beyond the data");
        }
        var numbers = new ArrayList<BigInteger>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(slice(at + WORD * (i + 1), WORD).unsigned());
        }
        return numbers;
    }

    /** The words from where the word at this index points, as a tuple of dynamic size is written. */
    public AbiWords tuple(int index) {
        int at = offset(index);
        return new AbiWords(bytes.slice(at, bytes.size()));
    }

    private int offset(int index) {
        int at = index(unsigned(index), "an offset");
        if (at > bytes.size()) {
            throw new AbiMismatchException("an offset beyond the data");
        }
        return at;
    }

    private static int index(BigInteger number, String what) {
        if (number.bitLength() >= INDEX_BITS) {
            throw new AbiMismatchException(what + " beyond the data");
        }
        return number.intValueExact();
    }

    private Bytes slice(int from, int length) {
        if (from < 0 || length < 0 || length > bytes.size() - from) {
            throw new AbiMismatchException("data of " + bytes.size() + " bytes that ends too early");
        }
        return bytes.slice(from, from + length);
    }
}
