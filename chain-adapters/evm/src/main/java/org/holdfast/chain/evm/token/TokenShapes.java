package org.holdfast.chain.evm.token;

import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.event.AbiMismatchException;
import org.holdfast.chain.evm.event.AbiWords;
import org.holdfast.chain.evm.event.Signatures;
import org.holdfast.chain.evm.event.TransactionView;
import org.holdfast.primitives.BaseUnits;
import org.jspecify.annotations.Nullable;

/** Forms that tokens' logs share. Issuers index the same event's address on one chain and not on another. */
public final class TokenShapes {
    private TokenShapes() {}

    /**
     * All arguments in order, wherever they stand: topics after the first, then data. That is their order where the
     * indexed ones come first, as they do in every event read through this.
     *
     * @throws AbiMismatchException where there are not this many words
     */
    public static AbiWords arguments(EvmLog log, int count) {
        Bytes all = Bytes.EMPTY;
        for (int i = 1; i < log.topics().size(); i++) {
            all = all.plus(Bytes.of(log.topics().get(i).displayBytes()));
        }
        return AbiWords.of(all.plus(log.data())).requireWords(count);
    }

    /** The only argument of an event as an address; null where it has another form. */
    public static @Nullable EvmAddress soleAddress(EvmLog log) {
        try {
            return arguments(log, 1).address(0);
        } catch (AbiMismatchException e) {
            return null;
        }
    }

    /**
     * Whether a {@code Transfer} of the same contract in the same transaction tells the same movement, so that booking
     * it again would count it twice. Null stands for the zero address of such a log.
     */
    public static boolean isToldByTransfer(
            TransactionView view,
            EvmAddress contract,
            @Nullable EvmAddress from,
            @Nullable EvmAddress to,
            BaseUnits amount) {
        EvmAddress source = from == null ? EvmAddress.ZERO : from;
        EvmAddress target = to == null ? EvmAddress.ZERO : to;
        return !view.logs(Signatures.TRANSFER, log -> tells(log, contract, source, target, amount))
                .isEmpty();
    }

    private static boolean tells(EvmLog log, EvmAddress contract, EvmAddress from, EvmAddress to, BaseUnits amount) {
        if (!log.contract().equals(contract) || log.topics().size() != 3) {
            return false;
        }
        try {
            AbiWords words = arguments(log, 3);
            return words.address(0).equals(from)
                    && words.address(1).equals(to)
                    && words.amount(2).equals(amount);
        } catch (AbiMismatchException e) {
            return false;
        }
    }
}
