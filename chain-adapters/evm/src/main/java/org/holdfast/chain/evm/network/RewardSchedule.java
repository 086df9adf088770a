package org.holdfast.chain.evm.network;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.primitives.chain.ForkRules.RewardFork;

/**
 * What proof of work paid for a block, by the forks of a chain's profile. Proof of stake pays outside the execution
 * layer: a block without difficulty has no reward.
 *
 * @param forks in ascending order of their first block; blocks before the first have no reward
 */
public record RewardSchedule(List<RewardFork> forks) {
    public RewardSchedule {
        forks = List.copyOf(forks);
    }

    /** Wei for a block at this number that has a difficulty. */
    public BigInteger at(long block) {
        BigInteger reward = BigInteger.ZERO;
        for (RewardFork fork : forks) {
            if (fork.fromHeight() <= block) {
                reward = fork.baseUnits();
            }
        }
        return reward;
    }
}
