package org.holdfast.primitives;

import java.util.regex.Pattern;

/**
 * A blockchain network after CAIP-2: {@code <namespace>:<reference>}. For Bitcoin-like chains the reference is the
 * first 32 digits of the genesis block hash (BIP-122), for EVM chains the decimal chain id (EIP-155).
 */
public record ChainId(String text) implements Comparable<ChainId> {
    private static final Pattern CAIP_2 = Pattern.compile("[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}");

    public static final ChainId BITCOIN_MAINNET = new ChainId("bip122:000000000019d6689c085ae165831e93");
    public static final ChainId BITCOIN_TESTNET4 = new ChainId("bip122:00000000da84f2bafbbc53dee25a72ae");
    public static final ChainId BITCOIN_SIGNET = new ChainId("bip122:00000008819873e925422c1ff0f99f7c");
    public static final ChainId BITCOIN_REGTEST = new ChainId("bip122:0f9188f13cb7b2c71f2a335e3a4fc328");

    public ChainId {
        if (!CAIP_2.matcher(text).matches()) {
            throw new InputFaultException(new InputFault(
                    "primitives.chain-id.malformed",
                    "a chain id is malformed",
                    "chain id",
                    "a CAIP-2 identifier such as bip122:000000000019d6689c085ae165831e93 or eip155:1",
                    InputFault.quote(text),
                    "use the CAIP-2 form"));
        }
    }

    /** The id as a part of a topic or file name: the colon, which neither may hold, becomes a dot. */
    public String namePart() {
        return text.replace(':', '.');
    }

    @Override
    public int compareTo(ChainId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
