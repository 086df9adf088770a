package org.holdfast.chain.evm.network;

import java.math.BigInteger;
import java.util.List;

/**
 * What proof of work paid for a block, by block number. Proof of stake pays outside the execution layer, so that blocks
 * without difficulty have no reward whatever the schedule says.
 *
 * @param steps in ascending order of their first block; before the first there is no reward
 */
public record RewardSchedule(List<Step> steps) {
    public static final RewardSchedule NONE = new RewardSchedule(List.of());

    /** Yellow Paper, section 11.3; lowered by EIP-649 (Byzantium) and EIP-1234 (Constantinople). */
    public static final RewardSchedule MAINNET =
            new RewardSchedule(List.of(Step.ether(0, 5), Step.ether(4_370_000, 3), Step.ether(7_280_000, 2)));

    public RewardSchedule {
        steps = List.copyOf(steps);
    }

    /** From this block number on, a block pays this many wei. */
    public record Step(long firstBlock, BigInteger wei) {
        static Step ether(long firstBlock, int ether) {
            return new Step(firstBlock, BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(ether)));
        }
    }

    /** Wei for a block at this number that has a difficulty. */
    public BigInteger at(long block) {
        BigInteger reward = BigInteger.ZERO;
        for (Step step : steps) {
            if (step.firstBlock <= block) {
                reward = step.wei;
            }
        }
        return reward;
    }
}
