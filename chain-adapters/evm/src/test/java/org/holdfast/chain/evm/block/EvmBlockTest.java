package org.holdfast.chain.evm.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.RecordedBlocks;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.BlockHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvmBlockTest {
    @ParameterizedTest
    @ValueSource(longs = {14_764_013, 17_034_869, 17_062_257})
    void realBlocksMatchTheirRoots(long number) throws Exception {
        EvmBlock block = RecordedBlocks.read(number).verified();
        assertThat(block.header().number()).isEqualTo(number);
        assertThat(block.transactions()).isNotEmpty();
        assertThat(Rlp.encode(Rlp.decode(block.header().encoded())))
                .isEqualTo(block.header().encoded());
    }

    @ParameterizedTest
    @ValueSource(longs = {14_764_013, 17_034_869, 17_062_257})
    void everyTransactionOfARealBlockCanBeProved(long number) throws Exception {
        EvmBlock block = RecordedBlocks.read(number).verified();
        for (int i = 0; i < block.transactions().size(); i++) {
            var shown = InclusionProof.of(block, i).verify(block.header().hash());
            assertThat(shown.transaction()).isEqualTo(block.transactions().get(i));
            assertThat(shown.receipt()).isEqualTo(block.receipts().get(i));
        }
        var proof = InclusionProof.of(block, 0);
        var elsewhere = new InclusionProof(proof.header(), 1, proof.transactionNodes(), proof.receiptNodes());
        assertThatThrownBy(() -> elsewhere.verify(block.header().hash())).hasMessageContaining("evm.");
        var other = BlockHash.parse("11".repeat(32));
        assertThatThrownBy(() -> proof.verify(other)).hasMessageContaining("proof's block");
    }

    @Test
    void refusesABlockWithAnyPartChanged() throws Exception {
        EvmBlock block = RecordedBlocks.read(17_062_257).verified();
        var fewer = block.transactions().subList(1, block.transactions().size());
        refuses("transactions root", with(block, fewer, block.receipts(), block.withdrawals()));
        var missing = block.receipts().subList(0, block.receipts().size() - 1);
        refuses("number of receipts", with(block, block.transactions(), missing, block.withdrawals()));
        var forged = new ArrayList<>(block.receipts());
        EvmReceipt first = forged.getFirst();
        Bytes flipped = first.succeeded() ? Bytes.EMPTY : Bytes.of((byte) 1);
        forged.set(0, new EvmReceipt(first.kind(), flipped, first.cumulativeGas(), first.logs()));
        refuses("receipts root", with(block, block.transactions(), forged, block.withdrawals()));
        refuses("withdrawals root", with(block, block.transactions(), block.receipts(), List.of()));
        var uncle = new EvmBlock(
                block.header(), block.transactions(), block.receipts(), List.of(block.header()), block.withdrawals());
        refuses("ommers hash", uncle);
    }

    @Test
    void refusesAnotherBlobGasThanThatOfTheBlobs() throws Exception {
        assertThat(withBlobs(2, 2 * 131_072).verified().transactions()).hasSize(1);
        refuses("blob gas used", withBlobs(2, 131_072));
        refuses("blob gas used", withBlobs(1, 0));
        // Some rollups have no blobs and use the field for something else.
        assertThat(withBlobs(0, 77).verified().transactions()).hasSize(1);
    }

    /** A block of one real transaction that is said to carry blobs. */
    private static EvmBlock withBlobs(int blobs, long statedGas) throws Exception {
        EvmBlock real = RecordedBlocks.read(17_062_257);
        EvmTransaction plain = real.transactions().getFirst();
        var transaction = new EvmTransaction(
                plain.id(),
                3,
                plain.nonce(),
                plain.to(),
                plain.value(),
                plain.feeCap(),
                plain.tipCap(),
                blobs,
                plain.input(),
                plain.signature(),
                plain.encoded());
        List<EvmReceipt> receipts = List.of(real.receipts().getFirst());
        var parts = new EvmBlock(real.header(), List.of(transaction), receipts, List.of(), List.of());
        var fields = new ArrayList<>(Rlp.decode(real.header().encoded()).list());
        while (fields.size() < 17) {
            fields.add(RlpItem.of(Bytes.EMPTY));
        }
        fields.add(17, RlpItem.of(Bytes.ofNumber(BigInteger.valueOf(statedGas))));
        EvmHeader header = real.header();
        var stated = new EvmHeader(
                header.hash(),
                header.parent(),
                Keccak.hash(Rlp.encode(RlpItem.of(List.of()))),
                header.beneficiary(),
                parts.transactionTrie().root(),
                parts.receiptTrie().root(),
                LogsBloom.union(LogsBloom.ofEach(receipts)),
                header.difficulty(),
                header.number(),
                receipts.getFirst().cumulativeGas(),
                header.timeSeconds(),
                header.baseFee(),
                null,
                BigInteger.ZERO,
                Rlp.encode(RlpItem.of(fields)));
        return new EvmBlock(stated, parts.transactions(), receipts, List.of(), List.of());
    }

    /** The signing key and the result are those of the example in EIP-155. */
    @Test
    void recoversTheSenderOfTheSpecificationsExample() {
        var transaction = EvmTransaction.decode(Bytes.parse("0xf86c098504a817c80082520894"
                + "35".repeat(20)
                + "880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
                + "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83"));
        assertThat(transaction.signature().signed())
                .hasToString("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
        assertThat(transaction.signature().signer()).hasToString("0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f");
        assertThat(transaction.value()).isEqualTo(new BigInteger("1000000000000000000"));
    }

    @Test
    void recoversASenderForEveryKindInRealBlocks() throws Exception {
        for (long number : List.of(14_764_013L, 17_034_869L, 17_062_257L)) {
            for (EvmTransaction transaction : RecordedBlocks.read(number).transactions()) {
                assertThat(transaction.signature().signer().bytes().size()).isEqualTo(20);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0x,at least one byte", "0x05c0,0 to 4", "0xc0,9 fields", "0x02c0,12 fields", "0x04c0,13 fields"})
    void refusesMalformedTransactions(String coded, String expected) {
        assertThatThrownBy(() -> EvmTransaction.decode(Bytes.parse(coded))).hasMessageContaining(expected);
    }

    private static void refuses(String part, EvmBlock block) {
        assertThatThrownBy(block::verified)
                .hasMessageContaining("evm.block.mismatch")
                .hasMessageContaining(part);
    }

    private static EvmBlock with(
            EvmBlock block, List<EvmTransaction> transactions, List<EvmReceipt> receipts, List<Withdrawal> w) {
        return new EvmBlock(block.header(), transactions, receipts, block.ommers(), w);
    }
}
