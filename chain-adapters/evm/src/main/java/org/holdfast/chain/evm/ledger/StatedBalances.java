package org.holdfast.chain.evm.ledger;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.primitives.BlockHash;
import org.jspecify.annotations.Nullable;

/** What token contracts say of themselves after a block: a node's word, covered by no root that is recomputed. */
@FunctionalInterface
public interface StatedBalances {
    /**
     * One question to a token.
     *
     * @param holder whose balance; null for the total supply
     */
    record Question(EvmAddress token, @Nullable EvmAddress holder) {}

    /**
     * The answers in the order of the questions, zero where there was no such contract; null where the contract refuses
     * or does not answer with one number.
     */
    List<@Nullable BigInteger> after(BlockHash block, List<Question> questions);
}
