package org.holdfast.primitives.chain;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.primitives.Address;
import org.jspecify.annotations.Nullable;

/** From which height or time the rules of a chain hold: one form for each of the two ways to keep value. */
public sealed interface ForkRules {
    /**
     * A chain that keeps value in outputs of transactions.
     *
     * @param coinbaseHeightFrom height from which a coinbase must carry its height (BIP-34)
     * @param witnessFrom height from which a block whose coinbase commits to witnesses must carry them (BIP-141)
     */
    record Outputs(int coinbaseHeightFrom, int witnessFrom) implements ForkRules {
        /** A height that no chain reaches: the rule is left to the node. */
        public static final int NEVER = Integer.MAX_VALUE;
    }

    /**
     * A chain that keeps value in accounts.
     *
     * @param blobs in ascending order of time, at least one; the first also holds before its own time
     * @param rewards in ascending order of height; blocks before the first have no reward
     * @param baseFeeRecipient the account that receives base fees; null where they are burned, as EIP-1559 has it
     */
    record Accounts(
            List<BlobFork> blobs,
            List<RewardFork> rewards,
            @Nullable Address baseFeeRecipient) implements ForkRules {
        public Accounts {
            blobs = List.copyOf(blobs);
            rewards = List.copyOf(rewards);
            if (blobs.isEmpty()) {
                throw new IllegalArgumentException("a chain of accounts has at least one rule for the price of blobs");
            }
        }
    }

    /**
     * How fast the price of blobs follows demand from a time on.
     *
     * @param fromSeconds since 1970-01-01 UTC
     * @param updateFraction the "base fee update fraction" of EIP-4844
     */
    record BlobFork(long fromSeconds, long updateFraction) {}

    /**
     * What proof of work pays for a block from a height on.
     *
     * @param baseUnits of the native asset
     */
    record RewardFork(long fromHeight, BigInteger baseUnits) {}
}
