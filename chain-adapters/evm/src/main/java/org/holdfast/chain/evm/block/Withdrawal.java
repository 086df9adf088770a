package org.holdfast.chain.evm.block;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;

/**
 * Stake that comes back from the beacon chain (EIP-4895).
 *
 * @param gwei the amount in gwei, 10^9 wei
 */
public record Withdrawal(BigInteger index, BigInteger validator, EvmAddress address, BigInteger gwei) {
    private static final BigInteger WEI_PER_GWEI = BigInteger.valueOf(1_000_000_000);

    /** Reads {@code [index, validator, address, gwei]}. */
    public static Withdrawal decode(RlpItem item) {
        List<RlpItem> f = item.list();
        Shape.require("withdrawal", "4 fields", f.size() == 4, f.size());
        return new Withdrawal(
                Shape.number(f.get(0)), Shape.number(f.get(1)), Shape.address(f.get(2)), Shape.number(f.get(3)));
    }

    public Bytes encoded() {
        return Rlp.encode(RlpItem.of(List.of(
                RlpItem.of(Bytes.ofNumber(index)),
                RlpItem.of(Bytes.ofNumber(validator)),
                RlpItem.of(address.bytes()),
                RlpItem.of(Bytes.ofNumber(gwei)))));
    }

    public BigInteger wei() {
        return gwei.multiply(WEI_PER_GWEI);
    }
}
