package org.holdfast.chain.evm.network;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * How fast the price of blobs follows demand, by time: the "base fee update fraction" of EIP-4844, changed by EIP-7691
 * and by blob parameter forks (EIP-7892).
 *
 * @param steps in ascending order of time, at least one; the first also stands for what is before it
 */
public record BlobSchedule(List<Step> steps) {
    /** Gas of one blob. */
    public static final BigInteger GAS_PER_BLOB = BigInteger.valueOf(131_072);

    private static final BigInteger LEAST_PRICE = BigInteger.ONE;
    private static final int PRICE_BITS_MAX = 256;
    private static final int CANCUN = 3_338_477;
    private static final int PRAGUE = 5_007_716;

    public static final BlobSchedule CANCUN_ONLY = new BlobSchedule(List.of(new Step(0, CANCUN)));
    public static final BlobSchedule PRAGUE_ONLY = new BlobSchedule(List.of(new Step(0, PRAGUE)));

    /** Cancun, Prague, and the two blob parameter forks of the main network that are in force. */
    public static final BlobSchedule MAINNET = new BlobSchedule(List.of(
            new Step(1_710_338_135L, CANCUN),
            new Step(1_746_612_311L, PRAGUE),
            new Step(1_765_290_071L, 8_346_193),
            new Step(1_767_747_671L, 11_684_671)));

    public BlobSchedule {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a blob schedule has at least one step");
        }
    }

    /** From this time on (seconds since 1970), the update fraction. */
    public record Step(long fromSeconds, long fraction) {}

    /**
     * Wei per blob gas.
     *
     * @param timeSeconds of the block
     * @param excessBlobGas as the block's header states it
     * @throws InputFaultException where the price would not fit in 256 bits, which no real chain can reach
     */
    public BigInteger priceAt(long timeSeconds, BigInteger excessBlobGas) {
        long fraction = steps.getFirst().fraction;
        for (Step step : steps) {
            if (step.fromSeconds <= timeSeconds) {
                fraction = step.fraction;
            }
        }
        return fakeExponential(LEAST_PRICE, excessBlobGas, BigInteger.valueOf(fraction));
    }

    /** {@code factor * e^(numerator / denominator)} in integers, term by term as EIP-4844 defines it. */
    static BigInteger fakeExponential(BigInteger factor, BigInteger numerator, BigInteger denominator) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger term = factor.multiply(denominator);
        for (long i = 1; term.signum() > 0; i++) {
            sum = sum.add(term);
            if (sum.bitLength() > PRICE_BITS_MAX + denominator.bitLength()) {
                throw new InputFaultException(new InputFault(
                        "evm.fee.impossible",
                        "a block's fees cannot be",
                        "blob price",
                        "at most " + PRICE_BITS_MAX + " bits",
                        "excess blob gas of " + numerator,
                        "get the block again from another source"));
            }
            term = term.multiply(numerator).divide(denominator.multiply(BigInteger.valueOf(i)));
        }
        return sum.divide(denominator);
    }
}
