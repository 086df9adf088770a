package org.holdfast.chain.evm.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.chain.ForkRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeesTest {
    private static final EvmNetwork MAINNET = EvmNetwork.of(Chains.named("ethereum"));

    private static BlobSchedule fraction(long fraction) {
        return new BlobSchedule(List.of(new ForkRules.BlobFork(0, fraction)));
    }

    /** The vectors that go with EIP-4844's definition. */
    @ParameterizedTest
    @CsvSource({
        "1,0,1,1",
        "38493,0,1000,38493",
        "0,1234,2345,0",
        "1,2,1,6",
        "1,4,2,6",
        "1,3,1,16",
        "1,6,2,18",
        "1,4,1,49",
        "1,8,2,50",
        "10,8,2,542",
        "11,8,2,596",
        "1,5,1,136",
        "1,5,2,11",
        "2,5,2,23",
        "1,50000000,2225652,5709098764"
    })
    void theBlobPriceFollowsItsDefinition(long factor, long numerator, long denominator, String price) {
        assertThat(BlobSchedule.fakeExponential(
                        BigInteger.valueOf(factor), BigInteger.valueOf(numerator), BigInteger.valueOf(denominator)))
                .isEqualTo(new BigInteger(price));
    }

    @Test
    void theFractionChangesWithTheForks() {
        BigInteger excess = BigInteger.valueOf(100_000_000);
        BigInteger cancun = MAINNET.blobs().priceAt(1_746_612_310L, excess);
        BigInteger prague = MAINNET.blobs().priceAt(1_746_612_311L, excess);
        BigInteger second = MAINNET.blobs().priceAt(1_767_747_671L, excess);
        assertThat(cancun).isEqualTo(fraction(3_338_477).priceAt(0, excess));
        assertThat(prague).isEqualTo(fraction(5_007_716).priceAt(0, excess));
        assertThat(cancun).isGreaterThan(prague);
        assertThat(prague).isGreaterThan(second);
    }

    @Test
    void refusesAPriceThatNoChainCanReach() {
        assertThatThrownBy(() -> MAINNET.blobs().priceAt(0, BigInteger.TWO.pow(200)))
                .hasMessageContaining("evm.fee.impossible");
    }

    @ParameterizedTest
    @CsvSource({"0,5", "4369999,5", "4370000,3", "7279999,3", "7280000,2", "15000000,2"})
    void proofOfWorkPaidByHeight(long block, int ether) {
        assertThat(MAINNET.rewards().at(block)).isEqualTo(BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(ether)));
        assertThat(new RewardSchedule(List.of()).at(block)).isZero();
    }
}
