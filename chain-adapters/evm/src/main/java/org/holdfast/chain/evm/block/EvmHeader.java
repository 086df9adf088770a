package org.holdfast.chain.evm.block;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/**
 * A block header. Fields that a hard fork added are null before it. Fields behind those named here are covered by the
 * hash and not read.
 *
 * @param beneficiary who receives the tips: the miner, later the proposer's fee recipient
 * @param difficulty zero since proof of stake
 * @param baseFee wei per gas that is burned (EIP-1559)
 * @param excessBlobGas what prices blobs (EIP-4844); its presence also marks the Cancun rules
 * @param encoded the RLP that was hashed, for proofs
 */
public record EvmHeader(
        BlockHash hash,
        BlockHash parent,
        Hash256 ommersHash,
        EvmAddress beneficiary,
        Hash256 transactionsRoot,
        Hash256 receiptsRoot,
        Bytes bloom,
        BigInteger difficulty,
        long number,
        BigInteger gasUsed,
        long timeSeconds,
        @Nullable BigInteger baseFee,
        @Nullable Hash256 withdrawalsRoot,
        @Nullable BigInteger excessBlobGas,
        Bytes encoded) {
    private static final int FIELDS_MIN = 15;
    private static final int BASE_FEE = 15;
    private static final int WITHDRAWALS_ROOT = 16;
    private static final int BLOB_GAS_USED = 17;
    private static final int EXCESS_BLOB_GAS = 18;

    /** Reads the RLP form. Throws {@link org.holdfast.primitives.InputFaultException} on anything else. */
    public static EvmHeader decode(Bytes encoded) {
        List<RlpItem> f = Rlp.decode(encoded).list();
        Shape.require("block header", "at least 15 fields", f.size() >= FIELDS_MIN, f.size());
        return new EvmHeader(
                new BlockHash(Keccak.hash(encoded)),
                new BlockHash(Shape.hash(f.get(0))),
                Shape.hash(f.get(1)),
                Shape.address(f.get(2)),
                Shape.hash(f.get(4)),
                Shape.hash(f.get(5)),
                f.get(6).text(),
                Shape.number(f.get(7)),
                Shape.longNumber(f.get(8)),
                Shape.number(f.get(10)),
                Shape.longNumber(f.get(11)),
                f.size() > BASE_FEE ? Shape.number(f.get(BASE_FEE)) : null,
                f.size() > WITHDRAWALS_ROOT ? Shape.hash(f.get(WITHDRAWALS_ROOT)) : null,
                f.size() > EXCESS_BLOB_GAS ? Shape.number(f.get(EXCESS_BLOB_GAS)) : null,
                encoded);
    }

    /** Gas of the blobs in the block as the header states it; null before EIP-4844. */
    public @Nullable BigInteger blobGasUsed() {
        List<RlpItem> fields = Rlp.decode(encoded).list();
        return fields.size() > BLOB_GAS_USED ? Shape.number(fields.get(BLOB_GAS_USED)) : null;
    }

    public boolean isProofOfWork() {
        return difficulty.signum() > 0;
    }
}
