package org.holdfast.chain.bitcoin.block;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutPoint;
import org.bitcoinj.core.TransactionOutput;
import org.holdfast.primitives.Outpoint;

/**
 * The rules for the transactions of a block that need no other block: those of Bitcoin Core's {@code CheckTransaction}
 * and {@code CheckBlock}, and what transactions of one block owe to one another.
 */
final class TransactionRules {
    private static final long AMOUNT_MAX = 2_100_000_000_000_000L;
    private static final long INDEX_OF_NONE = 0xFFFF_FFFFL;

    private static final int COINBASE_SCRIPT_MIN = 2;
    private static final int COINBASE_SCRIPT_MAX = 100;

    /** One byte without witness weighs four units. */
    private static final int WITNESS_SCALE = 4;

    /** 80,000 units of cost, of which an operation outside a witness takes four. */
    private static final int SIGNATURE_OPERATIONS_MAX = 80_000 / WITNESS_SCALE;

    private final String place;
    private final List<Transaction> transactions;
    private final Map<Sha256Hash, Integer> positions = new HashMap<>();
    private final Set<TransactionOutPoint> spent = new HashSet<>();

    private TransactionRules(List<Transaction> transactions, String place) {
        this.transactions = transactions;
        this.place = place;
    }

    /** Throws {@code InputFaultException} at the first transaction that breaks a rule. */
    static void check(List<Transaction> transactions, String place) {
        new TransactionRules(transactions, place).check();
    }

    private void check() {
        long operations = 0;
        for (int i = 0; i < transactions.size(); i++) {
            Transaction transaction = transactions.get(i);
            checkForm(transaction, i);
            checkAmounts(transaction);
            if (positions.putIfAbsent(transaction.getTxId(), i) != null) {
                throw fault(
                        "bitcoin.block.id-repeated",
                        "a block has two transactions of one id",
                        transaction,
                        "one",
                        "another at position " + i);
            }
            operations += signatureOperations(transaction);
        }
        if (operations > SIGNATURE_OPERATIONS_MAX) {
            throw BlockFault.fault(
                    "bitcoin.block.too-many-signature-operations",
                    "a block has more signature operations than the protocol allows",
                    place,
                    "at most " + SIGNATURE_OPERATIONS_MAX + " outside witnesses",
                    Long.toString(operations));
        }
        for (int i = 1; i < transactions.size(); i++) {
            checkSpends(transactions.get(i), i);
        }
    }

    private void checkForm(Transaction transaction, int position) {
        boolean coinbase = transaction.isCoinBase();
        if (coinbase != (position == 0)) {
            throw BlockFault.fault(
                    "bitcoin.block.coinbase-misplaced",
                    "a block does not begin with its one coinbase",
                    place,
                    "a coinbase first and nowhere else",
                    "transaction " + position);
        }
        if (transaction.getInputs().isEmpty() || transaction.getOutputs().isEmpty()) {
            throw fault(
                    "bitcoin.block.empty-transaction",
                    "a transaction spends or pays nothing",
                    transaction,
                    "at least one input and one output",
                    transaction.getInputs().size() + " inputs, "
                            + transaction.getOutputs().size() + " outputs");
        }
        int script = transaction.getInputs().getFirst().getScriptBytes().length;
        if (coinbase && (script < COINBASE_SCRIPT_MIN || script > COINBASE_SCRIPT_MAX)) {
            throw fault(
                    "bitcoin.block.coinbase-script-length",
                    "the script of a coinbase is too short or too long",
                    transaction,
                    COINBASE_SCRIPT_MIN + " to " + COINBASE_SCRIPT_MAX + " bytes",
                    script + " bytes");
        }
    }

    private void checkAmounts(Transaction transaction) {
        long sum = 0;
        for (TransactionOutput output : transaction.getOutputs()) {
            long value = output.getValue().value;
            if (value < 0 || value > AMOUNT_MAX || sum + value > AMOUNT_MAX) {
                throw fault(
                        "bitcoin.block.impossible-amount",
                        "a transaction pays an impossible amount",
                        transaction,
                        "0 to " + AMOUNT_MAX + " satoshi in all",
                        Long.toString(value));
            }
            sum += value;
        }
    }

    /** What a transaction other than the coinbase spends. */
    private void checkSpends(Transaction transaction, int position) {
        for (TransactionInput input : transaction.getInputs()) {
            TransactionOutPoint outpoint = input.getOutpoint();
            boolean ofNone = outpoint.hash().equals(Sha256Hash.ZERO_HASH) && outpoint.index() == INDEX_OF_NONE;
            if (ofNone || outpoint.index() > Outpoint.INDEX_MAX) {
                throw fault(
                        "bitcoin.block.impossible-input",
                        "an input spends an output that cannot exist",
                        transaction,
                        "an output of a transaction, index at most " + Outpoint.INDEX_MAX,
                        outpoint.toString());
            }
            if (!spent.add(outpoint)) {
                throw fault(
                        "bitcoin.block.output-spent-twice",
                        "a block spends one output twice",
                        transaction,
                        "different outputs",
                        outpoint.toString());
            }
            Integer source = positions.get(outpoint.hash());
            boolean there = source == null
                    || (source < position
                            && outpoint.index()
                                    < transactions.get(source).getOutputs().size());
            if (!there) {
                throw fault(
                        "bitcoin.block.output-not-there",
                        "a transaction spends an output of its block that is not there before it",
                        transaction,
                        "an output of an earlier transaction",
                        outpoint.toString());
            }
        }
    }

    private RuntimeException fault(String code, String what, Transaction transaction, String expected, String got) {
        return BlockFault.fault(code, what, place + ", transaction " + transaction.getTxId(), expected, got);
    }

    /** The count that old nodes made, and that is still a rule: without regard to what is executed. */
    private static long signatureOperations(Transaction transaction) {
        long count = 0;
        for (TransactionInput input : transaction.getInputs()) {
            count += Scripts.signatureOperations(input.getScriptBytes());
        }
        for (TransactionOutput output : transaction.getOutputs()) {
            count += Scripts.signatureOperations(output.getScriptBytes());
        }
        return count;
    }
}
