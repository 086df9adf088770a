package org.holdfast.launcher.node;

import org.holdfast.primitives.ChainId;

/** The short names of chains that people type. */
public final class Chains {
    private Chains() {}

    public static ChainId parse(String text) {
        return switch (text) {
            case "mainnet" -> ChainId.BITCOIN_MAINNET;
            case "testnet4" -> ChainId.BITCOIN_TESTNET4;
            case "signet" -> ChainId.BITCOIN_SIGNET;
            case "regtest" -> ChainId.BITCOIN_REGTEST;
            default -> new ChainId(text);
        };
    }
}
