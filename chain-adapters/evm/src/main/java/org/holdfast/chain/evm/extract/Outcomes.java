package org.holdfast.chain.evm.extract;

import java.util.List;
import java.util.Objects;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.call.CallFrame;
import org.holdfast.chain.evm.call.CallKind;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.chain.evm.movement.BlockLedger.Outcome;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;

/** Who sent a transaction and how it ended, from what roots cover; the trace, which no root covers, has to agree. */
final class Outcomes {
    private Outcomes() {}

    static Outcome of(EvmTransaction transaction, EvmAddress sender, EvmReceipt receipt, @Nullable CallFrame root) {
        EvmAddress created = transaction.to() == null ? createdBy(sender, transaction) : null;
        var outcome = new Outcome(sender, created, succeeded(transaction, receipt, root));
        if (root != null) {
            check(transaction, outcome, root);
        }
        return outcome;
    }

    /** The outermost call as the transaction itself tells it, for a node that cannot trace. */
    static CallFrame outermost(EvmTransaction transaction, Outcome outcome) {
        return new CallFrame(
                transaction.to() == null ? CallKind.CREATE : CallKind.CALL,
                outcome.sender(),
                transaction.to() == null ? outcome.created() : transaction.to(),
                transaction.value(),
                transaction.input(),
                outcome.succeeded() ? null : "the receipt says that it failed",
                List.of());
    }

    private static boolean succeeded(EvmTransaction transaction, EvmReceipt receipt, @Nullable CallFrame root) {
        if (!receipt.isSilentOnSuccess()) {
            return receipt.succeeded();
        }
        if (root == null) {
            throw new InputFaultException(new InputFault(
                    "evm.receipt.silent",
                    "nothing says whether a transaction succeeded",
                    "transaction " + transaction.id(),
                    "a status in its receipt, or a trace",
                    "a receipt from before Byzantium, and no traces",
                    "use a node that traces for blocks as old as this"));
        }
        return !root.isReverted();
    }

    private static void check(EvmTransaction transaction, Outcome outcome, CallFrame root) {
        String where = "outermost call of " + transaction.id();
        same(
                where + ", outcome",
                outcome.succeeded() ? "success" : "failure",
                root.isReverted() ? "failure" : "success");
        same(where + ", creation", transaction.to() == null, root.kind().creates());
        same(where + ", sender", outcome.sender(), root.from());
        same(where + ", value", transaction.value(), root.value());
        EvmAddress receiver = transaction.to() == null ? outcome.created() : transaction.to();
        boolean failedCreation =
                root.to() == null && root.isReverted() && root.kind().creates();
        if (!failedCreation) {
            same(where + ", receiver", receiver, root.to());
        }
    }

    private static void same(String where, @Nullable Object expected, @Nullable Object got) {
        if (!Objects.equals(expected, got)) {
            throw Mismatch.of(where, expected, got);
        }
    }

    /** The last 20 bytes of the hash of sender and nonce (Yellow Paper, section 7). */
    private static EvmAddress createdBy(EvmAddress sender, EvmTransaction transaction) {
        Bytes coded = Rlp.encode(
                RlpItem.of(List.of(RlpItem.of(sender.bytes()), RlpItem.of(Bytes.ofNumber(transaction.nonce())))));
        return EvmAddress.ofHash(Keccak.hash(coded));
    }
}
