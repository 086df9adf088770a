package org.holdfast.tracing.app.fact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.records.tracing.v1.ReachedAccount;
import org.holdfast.records.tracing.v1.ReachedOutput;
import org.holdfast.records.tracing.v1.ValueReachedService;
import org.holdfast.tracing.account.ledger.AccountKey;

/**
 * A transaction that a fact rests on.
 *
 * @param block where it stood when the fact was made
 * @param accounts into which it paid; none on a chain of outputs, where the id commits to everything it pays
 */
public record FactTransaction(TxId id, BlockRef block, List<AccountKey> accounts) {
    public FactTransaction {
        accounts = List.copyOf(accounts);
    }

    /** The transactions that put value where a fact found it, each once. */
    public static Collection<FactTransaction> of(ValueReachedService reached) {
        Map<TxId, FactTransaction> found = new LinkedHashMap<>();
        for (ReachedOutput output : reached.getOutputsList()) {
            TxId id = Outpoint.parse(output.getOutpoint()).txId();
            found.putIfAbsent(
                    id,
                    new FactTransaction(
                            id,
                            block(output.getBlockHeight(), output.getBlockHash().toByteArray()),
                            List.of()));
        }
        for (ReachedAccount account : reached.getAccountsList()) {
            TxId id = TxId.ofDisplayBytes(account.getTxid().toByteArray());
            var key = new AccountKey(account.getAddress(), AssetId.parse(reached.getAsset()));
            BlockRef block =
                    block(account.getBlockHeight(), account.getBlockHash().toByteArray());
            found.merge(id, new FactTransaction(id, block, List.of(key)), FactTransaction::joined);
        }
        return found.values();
    }

    private static BlockRef block(long height, byte[] hash) {
        return new BlockRef(height, BlockHash.ofDisplayBytes(hash));
    }

    private FactTransaction joined(FactTransaction other) {
        var all = new ArrayList<>(accounts);
        other.accounts.stream().filter(account -> !all.contains(account)).forEach(all::add);
        return new FactTransaction(id, block, all);
    }

    /** What the transaction pays into its accounts, as one text to compare; empty on a chain of outputs. */
    public String paid(Function<AccountKey, List<BigInteger>> amounts) {
        return accounts.stream()
                .map(account -> account + " " + amounts.apply(account))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
