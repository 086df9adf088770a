package org.holdfast.tracing.app;

import java.util.List;
import java.util.stream.IntStream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.primitives.chain.ChainSource;
import org.holdfast.primitives.chain.Chains;

/** Networks with the rules of regtest that exist in these tests alone, so that each test has a chain of its own. */
public final class TestChains implements ChainSource {
    private static final int NUMBERS = 100;

    /** The network with this number, from 0 to 99. */
    public static ChainId number(int number) {
        return new ChainId("bip122:%032d".formatted(number));
    }

    @Override
    public List<ChainProfile> profiles() {
        return IntStream.range(0, NUMBERS).mapToObj(TestChains::profile).toList();
    }

    private static ChainProfile profile(int number) {
        ChainProfile regtest = Chains.known().stream()
                .filter(known -> known.chain().equals(ChainId.BITCOIN_REGTEST))
                .findFirst()
                .orElseThrow();
        return new ChainProfile(
                number(number),
                "test-" + number,
                regtest.nativeAsset(),
                regtest.addresses(),
                regtest.forks(),
                regtest.finality(),
                regtest.sources(),
                regtest.assumptions());
    }
}
