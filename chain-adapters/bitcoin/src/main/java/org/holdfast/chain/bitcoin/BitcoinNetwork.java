package org.holdfast.chain.bitcoin;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.BitcoinAddresses;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.chain.FinalityRule;
import org.holdfast.primitives.chain.ForkRules;

/** The Bitcoin networks: their profiles, and what only this adapter uses, as in Bitcoin Core's chainparams. */
@SuppressWarnings("ImmutableEnumChecker") // Its fields are records and constants that carry no such mark.
public enum BitcoinNetwork {
    MAINNET(
            "mainnet",
            0xF9BEB4D9,
            "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
            target(224),
            false),
    TESTNET4(
            "testnet4",
            0x1C163F28,
            "00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043",
            target(224),
            false),
    SIGNET(
            "signet",
            0x0A03CF40,
            "00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6",
            new BigInteger("00000377ae000000000000000000000000000000000000000000000000000000", 16),
            false),
    REGTEST(
            "regtest",
            0xFABFB5DA,
            "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206",
            target(255),
            true);

    private final ChainProfile profile;
    private final ForkRules.Outputs forks;
    private final BitcoinAddresses addresses;
    private final FinalityRule.Depth finality;
    private final int magic;
    private final BlockHash genesis;
    private final BigInteger targetMax;
    private final boolean fixedDifficulty;

    BitcoinNetwork(String name, int magic, String genesis, BigInteger targetMax, boolean fixedDifficulty) {
        this.profile = Chains.named(name);
        this.forks = (ForkRules.Outputs) profile.forks();
        this.addresses = (BitcoinAddresses) profile.addresses();
        this.finality = (FinalityRule.Depth) profile.finality();
        this.magic = magic;
        this.genesis = BlockHash.parse(genesis);
        this.targetMax = targetMax;
        this.fixedDifficulty = fixedDifficulty;
    }

    /** The network of a chain id; throws {@link InputFaultException} where it is none of these. */
    public static BitcoinNetwork of(ChainId chain) {
        return Arrays.stream(values())
                .filter(network -> network.chain().equals(chain))
                .findFirst()
                .orElseThrow(() -> new InputFaultException(new InputFault(
                        "bitcoin.network.unknown",
                        "a Bitcoin network is unknown",
                        "--chain",
                        "mainnet, testnet4, signet, regtest or the CAIP-2 id of one of them",
                        InputFault.quote(chain.text()),
                        "choose one of those")));
    }

    /** The network of a name such as {@code mainnet}, or of a CAIP-2 id. */
    public static BitcoinNetwork named(String text) {
        return of(Chains.named(text).chain());
    }

    /** The network whose block files begin with these four bytes, read big endian. */
    public static Optional<BitcoinNetwork> ofMagic(int magic) {
        return Arrays.stream(values()).filter(network -> network.magic == magic).findFirst();
    }

    public String label() {
        return profile.name();
    }

    public ChainId chain() {
        return profile.chain();
    }

    /** When a block is final. */
    public FinalityRule.Depth finality() {
        return finality;
    }

    /** The four bytes before each block in a block file and each message between peers, read big endian. */
    public int magic() {
        return magic;
    }

    public BlockHash genesis() {
        return genesis;
    }

    /** The easiest target that the network allows. */
    public BigInteger targetMax() {
        return targetMax;
    }

    /** True where every block has the easiest target: no difficulty rule. */
    public boolean fixedDifficulty() {
        return fixedDifficulty;
    }

    /** True where a block after twenty minutes of silence may have the easiest target. */
    public boolean easyAfterSilence() {
        return this == TESTNET4;
    }

    /** True where the rules of BIP-94 hold. */
    public boolean warpGuarded() {
        return this == TESTNET4;
    }

    /** From this height on a coinbase must carry its height (BIP-34), so that the claim can be believed. */
    public int coinbaseHeightFrom() {
        return forks.coinbaseHeightFrom();
    }

    /**
     * The height from which a block whose coinbase commits to witnesses must carry them (BIP-141); a local regtest node
     * decides for itself, so none there.
     */
    public int witnessFrom() {
        return forks.witnessFrom();
    }

    public BitcoinAddresses addresses() {
        return addresses;
    }

    private static BigInteger target(int bits) {
        return BigInteger.TWO.pow(bits).subtract(BigInteger.ONE);
    }
}
