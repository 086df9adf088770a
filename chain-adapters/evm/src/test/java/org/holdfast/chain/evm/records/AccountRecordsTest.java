package org.holdfast.chain.evm.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.holdfast.chain.evm.SampleBlocks.MINER;
import static org.holdfast.chain.evm.SampleBlocks.address;
import static org.holdfast.chain.evm.SampleBlocks.block;
import static org.holdfast.chain.evm.SampleBlocks.data;
import static org.holdfast.chain.evm.SampleBlocks.header;
import static org.holdfast.chain.evm.SampleBlocks.log;
import static org.holdfast.chain.evm.SampleBlocks.receipt;
import static org.holdfast.chain.evm.SampleBlocks.sender;
import static org.holdfast.chain.evm.SampleBlocks.transaction;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.holdfast.chain.evm.RecordedBlocks;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.call.BlockCalls;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.event.Signatures;
import org.holdfast.chain.evm.extract.Extraction;
import org.holdfast.chain.evm.movement.BlockLedger;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.Phase;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.network.Mainnet;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.records.chain.v1.AccountEntry;
import org.holdfast.records.chain.v1.AccountTransaction;
import org.holdfast.records.chain.v1.AccountTransactions;
import org.holdfast.records.chain.v1.BridgeProtocol;
import org.holdfast.records.chain.v1.BridgeSide;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.EntryPhase;
import org.holdfast.records.chain.v1.IntentStage;
import org.holdfast.records.chain.v1.InternalTransfers;
import org.holdfast.records.chain.v1.IssuerActKind;
import org.holdfast.records.chain.v1.MovementKind;
import org.holdfast.records.chain.v1.SwapProtocol;
import org.junit.jupiter.api.Test;

class AccountRecordsTest {
    private static final EvmNetwork CHAIN = EvmNetwork.of(Chains.named("anvil"));
    private static final EvmAddress TOKEN = address(0x70);
    private static final int KAFKA_RECORD_MAX = 8 << 20;

    @Test
    void aTransactionsEntriesNameTheirAssetsByPosition() {
        var transfer = log(TOKEN, Signatures.TRANSFER, List.of(sender(0), TOKEN), data(BigInteger.TWO.pow(255)));
        VerifiedBlock records = records(receipt(true, 21_000, transfer), new BlockCalls.NoInternalTransfers());
        AccountTransactions batch = records.content().getFirst().getAccountTransactions();
        assertThat(batch.getInternalTransfers()).isEqualTo(InternalTransfers.INTERNAL_TRANSFERS_MISSING);
        assertThat(batch.getAssetsList()).containsExactly("eip155:31337/slip44:60", "eip155:31337/erc20:" + TOKEN);
        AccountTransaction only = batch.getTransactions(0);
        assertThat(only.getSender()).isEqualTo(bytes(sender(0)));
        assertThat(only.getEntriesList().stream().map(e -> e.getMovement().getKind()))
                .containsExactly(
                        MovementKind.MOVEMENT_KIND_BASE_FEE,
                        MovementKind.MOVEMENT_KIND_NATIVE_VALUE,
                        MovementKind.MOVEMENT_KIND_TOKEN_TRANSFER,
                        MovementKind.MOVEMENT_KIND_PRIORITY_FEE);
        AccountEntry token = only.getEntries(2);
        assertThat(token.getMovement().getAsset()).isEqualTo(2);
        assertThat(new BigInteger(1, token.getMovement().getAmount().toByteArray()))
                .isEqualTo(BigInteger.TWO.pow(255));
        assertThat(token.getPosition().getPathList()).containsExactly(0);
        assertThat(only.getEntries(0).getMovement().getTo()).isEmpty();
        var counts = records.sealed().getAccount();
        assertThat(counts.getInternalTransfers()).isEqualTo(InternalTransfers.INTERNAL_TRANSFERS_MISSING);
        assertThat(counts.getEntryCount()).isEqualTo(4);
        assertThat(counts.getNativeBurned()).isEqualTo("147000");
        assertThat(counts.getNativeIssued()).isEqualTo("0");
        BigInteger sum = BigInteger.TWO.pow(255).add(BigInteger.valueOf(147_000 + 63_000 + 5));
        assertThat(counts.getAmountSum()).isEqualTo(sum.toString());
    }

    @Test
    void aTransactionWithVeryManyEntriesHasParts() {
        int items = 25_000;
        var ids = new ArrayList<Object>(List.of(64, 64 + 32 * (items + 1), items));
        for (int i = 0; i < items; i++) {
            ids.add(BigInteger.TWO.pow(255).add(BigInteger.valueOf(i)));
        }
        ids.add(items);
        ids.addAll(Collections.nCopies(items, BigInteger.TWO.pow(250)));
        var batch = log(TOKEN, Signatures.TRANSFER_BATCH, List.of(MINER, sender(0), TOKEN), wide(ids));
        VerifiedBlock records = records(receipt(true, 21_000, batch), new BlockCalls.NoInternalTransfers());
        assertThat(records.content()).hasSizeGreaterThan(1);
        assertThat(records.content()).allMatch(r -> r.getSerializedSize() < KAFKA_RECORD_MAX / 2);
        var parts = records.content().stream()
                .flatMap(r -> r.getAccountTransactions().getTransactionsList().stream())
                .toList();
        for (int i = 0; i < parts.size(); i++) {
            assertThat(parts.get(i).getPart()).isEqualTo(i);
            assertThat(parts.get(i).getIndex()).isZero();
            assertThat(parts.get(i).getLastPart()).isEqualTo(i == parts.size() - 1);
        }
        assertThat(parts.stream().mapToInt(AccountTransaction::getEntriesCount).sum())
                .isEqualTo(items + 3);
    }

    @Test
    void aRealBlockKeepsEveryEntryAndAsset() throws Exception {
        EvmBlock block = RecordedBlocks.read(17_062_257).verified();
        BlockLedger ledger = new Extraction(Mainnet.network()).of(block, new BlockCalls.NoInternalTransfers());
        VerifiedBlock records = new AccountRecords(Mainnet.network()).of(ledger, true);
        assertThat(records.ref().height()).isEqualTo(17_062_257);
        assertThat(records.startsSegment()).isTrue();
        assertThat(records.opened().getRawHeader().toByteArray())
                .isEqualTo(block.header().encoded().toArray());
        var read = new ArrayList<String>();
        for (var record : records.content()) {
            AccountTransactions batch = record.getAccountTransactions();
            for (AccountTransaction transaction : batch.getTransactionsList()) {
                transaction.getEntriesList().forEach(e -> line(batch, transaction.getIndex(), e, read));
            }
            batch.getBlockEntriesList()
                    .forEach(e -> line(batch, block.transactions().size(), e, read));
        }
        var expected = ledger.entries().stream()
                .filter(LedgerEntry.Movement.class::isInstance)
                .map(LedgerEntry.Movement.class::cast)
                .map(m -> m.position().transaction() + " " + m.position().path() + " " + m.asset() + " " + m.amount()
                        + " MOVEMENT_KIND_" + m.kind())
                .toList();
        assertThat(read)
                .isEqualTo(expected)
                .hasSize(Math.toIntExact(records.sealed().getAccount().getMovementCount()));
    }

    @Test
    void everyTransactionOfARealBlockIsProvenFromItsRecords() throws Exception {
        EvmBlock block = RecordedBlocks.read(17_062_257).verified();
        VerifiedBlock records = realRecords(block);
        var stored = StoredEvmBlock.of(records.opened(), batches(records));
        for (int i = 0; i < block.transactions().size(); i++) {
            var shown = stored.prove(i).verify(block.header().hash());
            assertThat(shown.transaction().id())
                    .isEqualTo(block.transactions().get(i).id());
            assertThat(shown.receipt()).isEqualTo(block.receipts().get(i));
        }
    }

    @Test
    void changedAndOlderRecordsProveNothing() throws Exception {
        VerifiedBlock records = realRecords(RecordedBlocks.read(17_062_257).verified());
        var batches = new ArrayList<>(batches(records));
        var first = batches.getFirst();
        batches.set(
                0,
                first.toBuilder()
                        .setTransactions(0, first.getTransactions(0).toBuilder().clearReceipt())
                        .build());
        assertThatThrownBy(() -> StoredEvmBlock.of(records.opened(), batches))
                .hasMessageContaining("evm.record.without-coding");
        ByteString other = first.getTransactions(1).getReceipt();
        batches.set(
                0,
                first.toBuilder()
                        .setTransactions(0, first.getTransactions(0).toBuilder().setReceipt(other))
                        .build());
        assertThatThrownBy(() -> StoredEvmBlock.of(records.opened(), batches))
                .hasMessageContaining("evm.record.another-root");
    }

    private static VerifiedBlock realRecords(EvmBlock block) {
        BlockLedger ledger = new Extraction(Mainnet.network()).of(block, new BlockCalls.NoInternalTransfers());
        return new AccountRecords(Mainnet.network()).of(ledger, true);
    }

    private static List<AccountTransactions> batches(VerifiedBlock records) {
        return records.content().stream()
                .map(ChainRecord::getAccountTransactions)
                .toList();
    }

    /** Every value of the ledger's own enumerations has its record form, and no record form is left without one. */
    @Test
    void enumerationsMatch() {
        same(Phase.values(), "ENTRY_PHASE_", EntryPhase.values());
        same(LedgerEntry.MovementKind.values(), "MOVEMENT_KIND_", MovementKind.values());
        same(LedgerEntry.IssuerActKind.values(), "ISSUER_ACT_KIND_", IssuerActKind.values());
        same(LedgerEntry.IntentStage.values(), "INTENT_STAGE_", IntentStage.values());
        same(LedgerEntry.SwapProtocol.values(), "SWAP_PROTOCOL_", SwapProtocol.values());
        same(LedgerEntry.BridgeProtocol.values(), "BRIDGE_PROTOCOL_", BridgeProtocol.values());
        same(LedgerEntry.BridgeSide.values(), "BRIDGE_SIDE_", BridgeSide.values());
    }

    private static void same(Enum<?>[] ours, String prefix, Enum<?>[] recorded) {
        var names = Arrays.stream(recorded)
                .map(Enum::name)
                .filter(name -> !name.equals("UNRECOGNIZED") && !name.endsWith("_UNSPECIFIED"))
                .toList();
        assertThat(Arrays.stream(ours).map(value -> prefix + value.name())).containsExactlyElementsOf(names);
    }

    private static void line(AccountTransactions batch, int transaction, AccountEntry entry, List<String> into) {
        if (entry.hasMovement()) {
            var m = entry.getMovement();
            into.add(transaction + " " + entry.getPosition().getPathList() + " " + batch.getAssets(m.getAsset() - 1)
                    + " " + new BigInteger(1, m.getAmount().toByteArray()) + " " + m.getKind());
        }
    }

    private static VerifiedBlock records(EvmReceipt receipt, BlockCalls calls) {
        EvmTransaction transaction = transaction(0, TOKEN, BigInteger.valueOf(5), 10, 3, 0);
        EvmBlock block = block(header(10, 0, 7L, null), List.of(transaction), List.of(receipt));
        return new AccountRecords(CHAIN).of(new Extraction(CHAIN).of(block, calls), false);
    }

    /** Words joined in one go: one after another would copy the whole of them each time. */
    private static Bytes wide(List<Object> words) {
        var joined = new ByteArrayOutputStream();
        words.forEach(word -> joined.writeBytes(data(word).toArray()));
        return Bytes.of(joined.toByteArray());
    }

    private static ByteString bytes(EvmAddress address) {
        return ByteString.copyFrom(address.bytes().toArray());
    }
}
