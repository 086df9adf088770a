package org.holdfast.tracing.account.trace;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.question.Policy;

/**
 * The result of one policy over accounts: one balanced sheet per asset.
 *
 * @param arithmetic the arithmetic of shares, in words
 * @param movementsRead number of movements read
 * @param sheets the sheets by asset name: every asset of a seed or an exchange
 * @param gains unexplained value that entered traced accounts, shortfalls included; later figures depend on it
 */
public record SealedLedgerTrace(
        Policy policy, String arithmetic, long movementsRead, List<LedgerSheet> sheets, List<Gain> gains) {
    public SealedLedgerTrace {
        sheets = List.copyOf(sheets);
        gains = List.copyOf(gains);
    }

    /** Unexplained value that entered an account. */
    public record Gain(AccountKey account, TxId txId, long height, BigInteger amount) {}

    /** The sheet of an asset. Throws {@link IllegalArgumentException} for an asset without a sheet. */
    public LedgerSheet sheet(AssetId asset) {
        return sheets.stream()
                .filter(sheet -> sheet.asset().equals(asset))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the trace never touched " + asset));
    }
}
