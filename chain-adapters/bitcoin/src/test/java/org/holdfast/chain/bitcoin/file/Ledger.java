package org.holdfast.chain.bitcoin.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.records.chain.v1.UtxoTransaction;

/** Spends outputs as a node would: each once, and never more than there is. */
final class Ledger {
    private record Place(ByteString txid, int index) {}

    private final Map<Place, Long> unspent = new HashMap<>();
    private int transactions;

    int transactions() {
        return transactions;
    }

    void add(VerifiedBlock block) {
        long subsidy = block.ref().height() == 0 ? 5_000_000_000L : Long.MAX_VALUE;
        for (var batch : block.utxoTransactions()) {
            for (UtxoTransaction transaction : batch.getTransactionsList()) {
                long in = transaction.getCoinbase() ? subsidy : 0;
                for (var input : transaction.getInputsList()) {
                    long value = Objects.requireNonNull(
                            unspent.remove(new Place(input.getPreviousTxid(), input.getPreviousIndex())),
                            "an output that is not there is spent");
                    in += value;
                }
                long out = 0;
                for (int i = 0; i < transaction.getOutputsCount(); i++) {
                    long value = transaction.getOutputs(i).getValue();
                    unspent.put(new Place(transaction.getTxid(), i), value);
                    out += value;
                }
                assertThat(out).isLessThanOrEqualTo(in);
                transactions++;
            }
        }
    }
}
