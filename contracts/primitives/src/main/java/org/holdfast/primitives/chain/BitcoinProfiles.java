package org.holdfast.primitives.chain;

import java.util.List;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.ChainId;

/** The Bitcoin networks. */
final class BitcoinProfiles {
    private static final int DECIMALS = 8;

    /** As many blocks as Bitcoin itself requires before a coinbase may be spent. */
    private static final int FINAL_DEPTH = 100;

    /** Version bytes and prefixes as in Bitcoin Core. Test networks share version bytes; signet shares a prefix too. */
    private static final BitcoinAddresses MAIN = new BitcoinAddresses(0, 5, "bc");

    private static final BitcoinAddresses TEST = new BitcoinAddresses(111, 196, "tb");
    private static final BitcoinAddresses LOCAL = new BitcoinAddresses(111, 196, "bcrt");

    private static final String CORE = "Bitcoin Core, src/kernel/chainparams.cpp";
    private static final String SLIP44 = "SLIP-44";

    /** SLIP-44 gives 0 to the main network and 1 to the coins of all test networks. */
    static final List<ChainProfile> ALL = List.of(
            profile(ChainId.BITCOIN_MAINNET, "mainnet", "BTC", 0, MAIN, new ForkRules.Outputs(227_931, 481_824)),
            profile(ChainId.BITCOIN_TESTNET4, "testnet4", "tBTC", 1, TEST, new ForkRules.Outputs(1, 1)),
            profile(ChainId.BITCOIN_SIGNET, "signet", "sBTC", 1, TEST, new ForkRules.Outputs(1, 1)),
            // The command line of a local node sets its fork heights.
            profile(
                    ChainId.BITCOIN_REGTEST,
                    "regtest",
                    "rBTC",
                    1,
                    LOCAL,
                    new ForkRules.Outputs(ForkRules.Outputs.NEVER, ForkRules.Outputs.NEVER)));

    private BitcoinProfiles() {}

    private static ChainProfile profile(
            ChainId chain, String name, String symbol, int coin, BitcoinAddresses addresses, ForkRules.Outputs forks) {
        return new ChainProfile(
                chain,
                name,
                new NativeAsset(new AssetId(chain, "slip44:" + coin), symbol, DECIMALS),
                addresses,
                forks,
                new FinalityRule.Depth(FINAL_DEPTH),
                List.of(CORE, SLIP44),
                List.of());
    }
}
