package org.holdfast.tracing.account.trace;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.question.Policy;

/**
 * The result of one policy over ledgers: one balanced sheet per asset.
 *
 * @param arithmetic how shares were computed
 * @param movementsRead how many movements were read
 * @param sheets by asset name; every asset that a seed or an exchange touched
 * @param gains value without explanation that entered accounts which held traced value, shortfalls included: figures
 *     behind it rest on that gap
 */
public record SealedLedgerTrace(
        Policy policy, String arithmetic, long movementsRead, List<LedgerSheet> sheets, List<Gain> gains) {
    public SealedLedgerTrace {
        sheets = List.copyOf(sheets);
        gains = List.copyOf(gains);
    }

    /** Value that entered an account without an entry that explains it. */
    public record Gain(AccountKey account, TxId txId, long height, BigInteger amount) {}

    /** The sheet of an asset; throws {@link IllegalArgumentException} where the trace never touched it. */
    public LedgerSheet sheet(AssetId asset) {
        return sheets.stream()
                .filter(sheet -> sheet.asset().equals(asset))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the trace never touched " + asset));
    }
}
