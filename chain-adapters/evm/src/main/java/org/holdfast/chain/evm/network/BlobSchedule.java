package org.holdfast.chain.evm.network;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.ForkRules.BlobFork;

/**
 * The price of blobs after EIP-4844, by the forks of a chain's profile.
 *
 * @param forks in ascending order of time, at least one; the first also holds before its own time
 */
public record BlobSchedule(List<BlobFork> forks) {
    private static final BigInteger LEAST_PRICE = BigInteger.ONE;
    private static final int PRICE_BITS_MAX = 256;

    public BlobSchedule {
        forks = List.copyOf(forks);
        if (forks.isEmpty()) {
            throw new IllegalArgumentException("a blob schedule has at least one fork");
        }
    }

    /**
     * Wei per blob gas.
     *
     * @param timeSeconds of the block
     * @param excessBlobGas as the block's header states it
     * @throws InputFaultException where the price would not fit in 256 bits, which no real chain can reach
     */
    public BigInteger priceAt(long timeSeconds, BigInteger excessBlobGas) {
        long fraction = forks.getFirst().updateFraction();
        for (BlobFork fork : forks) {
            if (fork.fromSeconds() <= timeSeconds) {
                fraction = fork.updateFraction();
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
