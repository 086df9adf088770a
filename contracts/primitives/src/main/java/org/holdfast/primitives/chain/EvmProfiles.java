package org.holdfast.primitives.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.ForkRules.BlobFork;
import org.holdfast.primitives.chain.ForkRules.RewardFork;

/** The EVM chains. A chain that is not listed gets a profile from its id, with every assumption named. */
final class EvmProfiles {
    /** CAIP-2 namespace of EVM chains. */
    static final String NAMESPACE = "eip155:";

    /** EIP-155 has no bound; 18 digits fit in 63 bits. */
    private static final Pattern CHAIN_NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    /** SLIP-44 number of ether. */
    private static final String ETHER = "slip44:60";

    private static final int DECIMALS = 18;

    /** EIP-4844, "BLOB_BASE_FEE_UPDATE_FRACTION". */
    private static final long CANCUN = 3_338_477;

    /** EIP-7691, "BLOB_BASE_FEE_UPDATE_FRACTION_PRAGUE". */
    private static final long PRAGUE = 5_007_716;

    private static final ForkRules.Accounts PRAGUE_ONLY =
            new ForkRules.Accounts(List.of(new BlobFork(0, PRAGUE)), List.of(), null);

    /** Cancun, Prague, then the first and the second blob parameter fork (EIP-7892). Rewards: see the sources. */
    private static final ForkRules.Accounts MAINNET = new ForkRules.Accounts(
            List.of(
                    new BlobFork(1_710_338_135L, CANCUN),
                    new BlobFork(1_746_612_311L, PRAGUE),
                    new BlobFork(1_765_290_071L, 8_346_193),
                    new BlobFork(1_767_747_671L, 11_684_671)),
            List.of(ether(0, 5), ether(4_370_000, 3), ether(7_280_000, 2)),
            null);

    static final List<ChainProfile> ALL = List.of(
            known(
                    1,
                    "ethereum",
                    MAINNET,
                    List.of(
                            "SLIP-44",
                            "Yellow Paper, section 11.3, EIP-649 and EIP-1234 (rewards)",
                            "EIP-1559 (base fee)",
                            "EIP-4844, EIP-7691 and EIP-7892 (price of blobs)",
                            "go-ethereum, params/config.go (times of forks)")),
            known(
                    31_337,
                    "anvil",
                    PRAGUE_ONLY,
                    List.of("Foundry, anvil: a development chain with the rules of Prague, its coin called ether")));

    private EvmProfiles() {}

    /** The profile of an EVM chain of which nothing is known but its id; empty for other namespaces. */
    static Optional<ChainProfile> assumed(ChainId chain) {
        OptionalLong number = number(chain);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ChainProfile(
                chain,
                chain.text(),
                new NativeAsset(new AssetId(chain, "native:" + number.getAsLong()), "coin of " + chain, DECIMALS),
                new EvmAddresses(),
                PRAGUE_ONLY,
                new FinalityRule.Finalized(),
                List.of(),
                List.of(
                        "its native asset has 18 decimals, and its name is its chain id",
                        "the price of blobs follows the rule of Prague at all times",
                        "base fees are burned and blocks earn no reward",
                        "its nodes name the finalized block")));
    }

    /** The chain id of EIP-155; empty for other namespaces. */
    static OptionalLong number(ChainId chain) {
        String text = chain.text();
        String digits = text.startsWith(NAMESPACE) ? text.substring(NAMESPACE.length()) : "";
        return CHAIN_NUMBER.matcher(digits).matches() ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    private static ChainProfile known(long number, String name, ForkRules.Accounts forks, List<String> sources) {
        var chain = new ChainId(NAMESPACE + number);
        return new ChainProfile(
                chain,
                name,
                new NativeAsset(new AssetId(chain, ETHER), "ETH", DECIMALS),
                new EvmAddresses(),
                forks,
                new FinalityRule.Finalized(),
                sources,
                List.of());
    }

    private static RewardFork ether(long fromHeight, int ether) {
        return new RewardFork(fromHeight, BigInteger.TEN.pow(DECIMALS).multiply(BigInteger.valueOf(ether)));
    }
}
