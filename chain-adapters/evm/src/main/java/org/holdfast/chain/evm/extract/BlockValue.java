package org.holdfast.chain.evm.extract;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.block.Withdrawal;
import org.holdfast.chain.evm.call.BlockCalls;
import org.holdfast.chain.evm.call.BlockCalls.StatedReward;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.LedgerEntry.MovementKind;
import org.holdfast.chain.evm.movement.Phase;
import org.holdfast.chain.evm.movement.Position;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.InputFaultException;

/** Value that comes into being with a block: rewards of proof of work, and stake that comes back. */
final class BlockValue {
    /** A block earns one thirty-second more for each stale block that it names. */
    private static final BigInteger NEPHEW_SHARE = BigInteger.valueOf(32);

    private static final BigInteger OMMER_SHARES = BigInteger.valueOf(8);
    private static final int REWARD = 0;
    private static final int OMMER = 1;
    private static final int WITHDRAWN = 2;

    private final EvmNetwork network;

    BlockValue(EvmNetwork network) {
        this.network = network;
    }

    List<LedgerEntry> of(EvmBlock block) {
        var entries = new ArrayList<LedgerEntry>();
        EvmHeader header = block.header();
        BigInteger reward = header.isProofOfWork() ? network.rewards().at(header.number()) : BigInteger.ZERO;
        BigInteger nephew = reward.divide(NEPHEW_SHARE)
                .multiply(BigInteger.valueOf(block.ommers().size()));
        add(entries, block, REWARD, 0, header.beneficiary(), reward.add(nephew), MovementKind.BLOCK_REWARD);
        for (int i = 0; i < block.ommers().size(); i++) {
            EvmHeader ommer = block.ommers().get(i);
            BigInteger shares = OMMER_SHARES.subtract(BigInteger.valueOf(header.number() - ommer.number()));
            BigInteger amount = reward.multiply(shares.max(BigInteger.ZERO)).divide(OMMER_SHARES);
            add(entries, block, OMMER, i, ommer.beneficiary(), amount, MovementKind.OMMER_REWARD);
        }
        for (int i = 0; i < block.withdrawals().size(); i++) {
            Withdrawal withdrawal = block.withdrawals().get(i);
            add(entries, block, WITHDRAWN, i, withdrawal.address(), withdrawal.wei(), MovementKind.WITHDRAWAL);
        }
        return entries;
    }

    /**
     * Holds what a node states of rewards against what was computed.
     *
     * @throws InputFaultException where they differ: then the schedule is not this chain's
     */
    static void check(List<LedgerEntry> entries, BlockCalls calls) {
        if (!(calls instanceof BlockCalls.Traced traced) || traced.rewards().isEmpty()) {
            return;
        }
        Map<EvmAddress, BigInteger> stated = new HashMap<>();
        for (StatedReward reward : traced.rewards()) {
            if (reward.value().signum() > 0) {
                stated.merge(reward.beneficiary(), reward.value(), BigInteger::add);
            }
        }
        Map<EvmAddress, BigInteger> computed = new HashMap<>();
        for (LedgerEntry entry : entries) {
            if (entry instanceof Movement m && m.kind() != MovementKind.WITHDRAWAL && m.to() != null) {
                computed.merge(m.to(), m.amount().value(), BigInteger::add);
            }
        }
        if (!stated.equals(computed)) {
            throw Mismatch.of("rewards", computed, stated);
        }
    }

    private void add(
            List<LedgerEntry> entries,
            EvmBlock block,
            int group,
            int index,
            EvmAddress to,
            BigInteger amount,
            MovementKind kind) {
        if (amount.signum() > 0) {
            var position =
                    Position.of(block.header().number(), block.transactions().size(), Phase.BLOCK, group, index);
            entries.add(new Movement(position, network.nativeAsset(), null, to, new BaseUnits(amount), kind));
        }
    }
}
