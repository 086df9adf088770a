package org.holdfast.chain.evm.extract;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.call.CallFrame;
import org.holdfast.chain.evm.call.CallKind;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.movement.BlockLedger.Outcome;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.LedgerEntry.MovementKind;
import org.holdfast.chain.evm.movement.Phase;
import org.holdfast.chain.evm.movement.Position;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;

/** Native value that a transaction moves: fees whether it succeeds or not, and the value of calls that took effect. */
final class NativeValue {
    private static final int AMOUNT_BITS = 256;

    private final EvmNetwork network;
    private final EvmHeader header;

    NativeValue(EvmNetwork network, EvmHeader header) {
        this.network = network;
        this.header = header;
    }

    List<LedgerEntry> of(int index, EvmTransaction transaction, Outcome outcome, BigInteger gasUsed, CallFrame root) {
        var entries = new ArrayList<LedgerEntry>();
        BigInteger price = transaction.priceAt(header.baseFee());
        BigInteger baseFee = header.baseFee() == null ? BigInteger.ZERO : header.baseFee();
        if (price.compareTo(baseFee) < 0) {
            throw impossible(transaction, "at least the base fee of " + baseFee, price);
        }
        var walk = new Walk(index, entries);
        BigInteger toBase = gasUsed.multiply(baseFee);
        boolean burns = network.baseFeeRecipient() == null;
        if (burns) {
            add(entries, transaction, at(index, Phase.BURN, 0), outcome.sender(), null, toBase, MovementKind.BASE_FEE);
        }
        BigInteger blobFee = blobFee(transaction);
        add(entries, transaction, at(index, Phase.BURN, 1), outcome.sender(), null, blobFee, MovementKind.BLOB_FEE);
        walk.visit(root, new ArrayList<>());
        var tipKind = header.baseFee() == null ? MovementKind.GAS_FEE : MovementKind.PRIORITY_FEE;
        BigInteger tip = gasUsed.multiply(price.subtract(baseFee));
        add(entries, transaction, at(index, Phase.FEE, 0), outcome.sender(), header.beneficiary(), tip, tipKind);
        walk.arrived(header.beneficiary(), tip);
        if (!burns) {
            EvmAddress to = network.baseFeeRecipient();
            add(entries, transaction, at(index, Phase.FEE, 1), outcome.sender(), to, toBase, MovementKind.BASE_FEE);
        }
        walk.end();
        return entries;
    }

    private BigInteger blobFee(EvmTransaction transaction) {
        if (transaction.blobs() == 0) {
            return BigInteger.ZERO;
        }
        BigInteger excess = header.excessBlobGas();
        if (excess == null) {
            throw impossible(transaction, "blobs only after EIP-4844", transaction.blobs());
        }
        BigInteger gas = EvmBlock.GAS_PER_BLOB.multiply(BigInteger.valueOf(transaction.blobs()));
        return gas.multiply(network.blobs().priceAt(header.timeSeconds(), excess));
    }

    private void add(
            List<LedgerEntry> entries,
            EvmTransaction transaction,
            Position position,
            EvmAddress from,
            @Nullable EvmAddress to,
            BigInteger amount,
            MovementKind kind) {
        if (amount.bitLength() > AMOUNT_BITS) {
            throw impossible(transaction, "at most " + AMOUNT_BITS + " bits", kind);
        }
        if (amount.signum() > 0) {
            entries.add(new Movement(position, network.nativeAsset(), from, to, new BaseUnits(amount), kind));
        }
    }

    private Position at(int index, Phase phase, int part) {
        return Position.of(header.number(), index, phase, part);
    }

    private static InputFaultException impossible(EvmTransaction transaction, String expected, Object got) {
        return new InputFaultException(new InputFault(
                "evm.fee.impossible",
                "a block's fees cannot be",
                "transaction " + transaction.id(),
                expected,
                String.valueOf(got),
                "get the block again from another source"));
    }

    /**
     * The calls of one transaction in order of execution. A contract that ends gives its balance away at once and is
     * removed after the transaction, with whatever it got in between; since Cancun (EIP-6780) only a contract that was
     * created in the same transaction is removed.
     */
    private final class Walk {
        private final int index;
        private final List<LedgerEntry> entries;
        private final Set<EvmAddress> created = new HashSet<>();
        private final Map<EvmAddress, BigInteger> ending = new LinkedHashMap<>();

        Walk(int index, List<LedgerEntry> entries) {
            this.index = index;
            this.entries = entries;
        }

        void visit(CallFrame frame, List<Integer> path) {
            if (frame.isReverted()) {
                return;
            }
            if (frame.kind().creates() && frame.to() != null) {
                created.add(frame.to());
            }
            if (frame.kind().movesValue()) {
                move(frame, path);
            }
            for (int i = 0; i < frame.children().size(); i++) {
                path.add(i);
                visit(frame.children().get(i), path);
                path.removeLast();
            }
        }

        void arrived(EvmAddress account, BigInteger amount) {
            ending.computeIfPresent(account, (key, left) -> left.add(amount));
        }

        void end() {
            int part = 0;
            for (var left : ending.entrySet()) {
                var position = at(index, Phase.END, part++);
                book(position, left.getKey(), null, left.getValue(), MovementKind.SELF_DESTRUCT);
            }
        }

        private void move(CallFrame frame, List<Integer> path) {
            var position = new Position(header.number(), index, Phase.CALL, path);
            EvmAddress to = frame.to();
            if (frame.kind() != CallKind.SELFDESTRUCT) {
                book(position, frame.from(), to, frame.value(), kindOf(frame, path));
                if (to != null) {
                    left(frame.from(), frame.value());
                    arrived(to, frame.value());
                }
                return;
            }
            boolean removed = header.excessBlobGas() == null || created.contains(frame.from());
            boolean toItself = frame.from().equals(to);
            if (removed) {
                ending.putIfAbsent(frame.from(), BigInteger.ZERO);
            }
            if (toItself && removed) {
                // Nothing is left for a later removal: all of it is gone with the contract.
                ending.put(frame.from(), BigInteger.ZERO);
                book(position, frame.from(), null, frame.value(), MovementKind.SELF_DESTRUCT);
            } else if (!toItself && to != null) {
                book(position, frame.from(), to, frame.value(), MovementKind.SELF_DESTRUCT);
                ending.computeIfPresent(frame.from(), (key, left) -> BigInteger.ZERO);
                arrived(to, frame.value());
            }
        }

        private void left(EvmAddress account, BigInteger amount) {
            ending.computeIfPresent(
                    account, (key, left) -> left.subtract(amount).max(BigInteger.ZERO));
        }

        private MovementKind kindOf(CallFrame frame, List<Integer> path) {
            if (frame.kind().creates()) {
                return MovementKind.CREATION_VALUE;
            }
            return path.isEmpty() ? MovementKind.NATIVE_VALUE : MovementKind.INTERNAL_VALUE;
        }

        private void book(
                Position position, EvmAddress from, @Nullable EvmAddress to, BigInteger amount, MovementKind kind) {
            if (amount.signum() > 0) {
                entries.add(new Movement(position, network.nativeAsset(), from, to, new BaseUnits(amount), kind));
            }
        }
    }
}
