package org.holdfast.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockRetracted;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.BlocksRemoved;
import org.holdfast.records.chain.v1.BranchAccepted;
import org.holdfast.records.chain.v1.ChainCursor;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.ReopenedHeights;
import org.holdfast.records.chain.v1.ScriptType;
import org.holdfast.records.chain.v1.Segment;
import org.holdfast.records.chain.v1.UtxoInput;
import org.holdfast.records.chain.v1.UtxoOutput;
import org.holdfast.records.chain.v1.UtxoTransaction;
import org.holdfast.records.chain.v1.UtxoTransactions;
import org.holdfast.records.tracing.v1.Attribution;
import org.holdfast.records.tracing.v1.FactRestored;
import org.holdfast.records.tracing.v1.FactSuspended;
import org.holdfast.records.tracing.v1.FactWithdrawn;
import org.holdfast.records.tracing.v1.ReachedAccount;
import org.holdfast.records.tracing.v1.ReachedOutput;
import org.holdfast.records.tracing.v1.RestoredTransaction;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.ValueReachedService;
import org.holdfast.records.tracing.v1.WithdrawalCause;
import org.holdfast.testkit.GoldenFile;
import org.junit.jupiter.api.Test;

/** Bytes on the wire are a promise: each golden file stands for records that old topics hold. */
class RecordGoldenTest {
    private static final BlockPlace PLACE = place(831_328, "11");
    private static final BlockPlace PARENT = place(831_327, "22");

    private static final BranchAccepted DECISION = BranchAccepted.newBuilder()
            .setBranch(place(831_328, "99"))
            .setFinalBlock(PARENT)
            .setOldTip(PLACE)
            .setAcceptedBy("operator")
            .setReason("the rest of the network follows it")
            .setAcceptedAt("2026-01-01T00:00:00Z")
            .build();

    @Test
    void blockOpened() throws Exception {
        pin(
                "block-opened.v1.bin",
                ChainRecord.newBuilder()
                        .setOpened(BlockOpened.newBuilder()
                                .setChain(ChainId.BITCOIN_MAINNET.text())
                                .setBlock(PLACE)
                                .setParentHash(PARENT.getHash())
                                .setSegmentStart(true)
                                .setTimeSeconds(1_708_000_000L)
                                .setMerkleRoot(hash("33"))
                                .setRawHeader(ByteString.copyFrom(new byte[80]))
                                .setTransactionCount(1_979)
                                .setSizeBytes(1_970_169))
                        .build());
    }

    @Test
    void utxoTransactions() throws Exception {
        pin(
                "utxo-transactions.v1.bin",
                ChainRecord.newBuilder()
                        .setUtxoTransactions(UtxoTransactions.newBuilder()
                                .setBlock(PLACE)
                                .setFirstIndex(500)
                                .addTransactions(UtxoTransaction.newBuilder()
                                        .setTxid(hash("44"))
                                        .addInputs(UtxoInput.newBuilder()
                                                .setPreviousTxid(hash("55"))
                                                .setPreviousIndex(7)
                                                .setSequence(0xFFFF_FFFD))
                                        .addOutputs(UtxoOutput.newBuilder()
                                                .setValue(2_100_000_000_000_000L)
                                                .setScriptType(ScriptType.SCRIPT_TYPE_P2WPKH)
                                                .setAddress("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")
                                                .setScript(ByteString.copyFrom(new byte[] {0, 20})))
                                        .setVersion(2)
                                        .setLockTime(831_327)
                                        .setHasWitness(true)))
                        .build());
    }

    @Test
    void utxoTransactionsWithAllThatTheirIdsCommitTo() throws Exception {
        pin(
                "utxo-transactions.v2.bin",
                ChainRecord.newBuilder()
                        .setUtxoTransactions(UtxoTransactions.newBuilder()
                                .setBlock(PLACE)
                                .setRecordVersion(1)
                                .addTransactions(UtxoTransaction.newBuilder()
                                        .setTxid(hash("44"))
                                        .setCoinbase(true)
                                        .addOutputs(UtxoOutput.newBuilder().setValue(625_000_000L))
                                        .setVersion(1)
                                        .setHasWitness(true)
                                        .setCoinbaseScript(ByteString.copyFrom(new byte[] {3, 0x50, (byte) 0xAF, 0x0C}))
                                        .setCoinbaseSequence(0xFFFF_FFFF))
                                .addTransactions(UtxoTransaction.newBuilder()
                                        .setTxid(hash("66"))
                                        .addInputs(UtxoInput.newBuilder()
                                                .setPreviousTxid(hash("55"))
                                                .setPreviousIndex(7)
                                                .setSequence(0xFFFF_FFFD)
                                                .setScript(ByteString.copyFrom(new byte[] {1, 0x51})))
                                        .addOutputs(UtxoOutput.newBuilder().setValue(1))
                                        .setVersion(2)
                                        .setLockTime(831_327)))
                        .build());
    }

    @Test
    void blockSealed() throws Exception {
        pin(
                "block-sealed.v1.bin",
                ChainRecord.newBuilder()
                        .setSealed(BlockSealed.newBuilder()
                                .setBlock(PLACE)
                                .setTransactionCount(1_979)
                                .setInputCount(7_000)
                                .setOutputCount(6_000)
                                .setOutputSum("123456789012"))
                        .build());
    }

    @Test
    void blockRetracted() throws Exception {
        pin(
                "block-retracted.v1.bin",
                ChainRecord.newBuilder()
                        .setRetracted(BlockRetracted.newBuilder()
                                .setBlock(PLACE)
                                .setParent(PARENT)
                                .setReason("reorg"))
                        .build());
    }

    @Test
    void aRetractionOfAFinalBlock() throws Exception {
        pin(
                "block-retracted-accepted.v1.bin",
                ChainRecord.newBuilder()
                        .setRetracted(BlockRetracted.newBuilder()
                                .setBlock(PLACE)
                                .setParent(PARENT)
                                .setReason("accepted-branch")
                                .setAccepted(DECISION))
                        .build());
    }

    @Test
    void theFirstRetractionOfARemoval() throws Exception {
        pin(
                "block-retracted-removed.v1.bin",
                ChainRecord.newBuilder()
                        .setRetracted(BlockRetracted.newBuilder()
                                .setBlock(PLACE)
                                .setParent(PARENT)
                                .setReason("removed by Ada: wrong file")
                                .setRemoved(BlocksRemoved.newBuilder()
                                        .setLowest(PARENT)
                                        .setHighest(PLACE)
                                        .setRemovedBy("Ada")
                                        .setReason("wrong file")
                                        .setRemovedAt("2026-01-01T00:00:00Z")))
                        .build());
    }

    @Test
    void aCursorWithReopenedHeights() throws Exception {
        var cursor = ChainCursor.newBuilder()
                .setChain(ChainId.BITCOIN_REGTEST.text())
                .addAccepted(DECISION)
                .addReopened(ReopenedHeights.newBuilder().setFrom(0).setTo(7))
                .addReopened(ReopenedHeights.newBuilder().setFrom(831_327).setTo(831_328))
                .build();
        GoldenFile.assertBytes("chain-cursor-reopened.v1.bin", cursor.toByteArray());
        assertThat(ChainCursor.parseFrom(cursor.toByteArray())).isEqualTo(cursor);
    }

    @Test
    void aCursorWithAnAcceptedBranch() throws Exception {
        var cursor = ChainCursor.newBuilder()
                .setChain(ChainId.BITCOIN_REGTEST.text())
                .addSegments(Segment.newBuilder().setFirst(PARENT).setLast(PARENT))
                .addRecentHashes(PARENT.getHash())
                .setFinalBlock(PARENT)
                .addAccepted(DECISION)
                .build();
        GoldenFile.assertBytes("chain-cursor-accepted.v1.bin", cursor.toByteArray());
        assertThat(ChainCursor.parseFrom(cursor.toByteArray())).isEqualTo(cursor);
    }

    @Test
    void chainCursor() throws Exception {
        var cursor = ChainCursor.newBuilder()
                .setChain(ChainId.BITCOIN_MAINNET.text())
                .addSegments(Segment.newBuilder().setFirst(PARENT).setLast(PLACE))
                .build();
        GoldenFile.assertBytes("chain-cursor.v1.bin", cursor.toByteArray());
        assertThat(ChainCursor.parseFrom(cursor.toByteArray())).isEqualTo(cursor);
    }

    @Test
    void aSealThatSaysWhatIsFinal() throws Exception {
        pin(
                "block-sealed-final.v1.bin",
                ChainRecord.newBuilder()
                        .setSealed(BlockSealed.newBuilder()
                                .setBlock(PLACE)
                                .setTransactionCount(1)
                                .setOutputCount(1)
                                .setOutputSum("5000000000")
                                .setFinalBlock(PARENT))
                        .build());
    }

    @Test
    void theRetractionOfAFirstBlockLeavesNoParent() throws Exception {
        pin(
                "block-retracted-first.v1.bin",
                ChainRecord.newBuilder()
                        .setRetracted(
                                BlockRetracted.newBuilder().setBlock(PLACE).setReason("reorg"))
                        .build());
    }

    @Test
    void aCursorWithRecentHashes() throws Exception {
        var cursor = ChainCursor.newBuilder()
                .setChain(ChainId.BITCOIN_REGTEST.text())
                .addSegments(Segment.newBuilder().setFirst(PARENT).setLast(PLACE))
                .addRecentHashes(PARENT.getHash())
                .addRecentHashes(PLACE.getHash())
                .setFinalBlock(PARENT)
                .build();
        GoldenFile.assertBytes("chain-cursor-recent.v1.bin", cursor.toByteArray());
        assertThat(ChainCursor.parseFrom(cursor.toByteArray())).isEqualTo(cursor);
    }

    @Test
    void aCursorWithTheParentOfASegment() throws Exception {
        var cursor = ChainCursor.newBuilder()
                .setChain(ChainId.BITCOIN_REGTEST.text())
                .addSegments(Segment.newBuilder().setFirst(PLACE).setLast(PLACE).setFirstParentHash(PARENT.getHash()))
                .addRecentHashes(PLACE.getHash())
                .build();
        GoldenFile.assertBytes("chain-cursor-parent.v1.bin", cursor.toByteArray());
        assertThat(ChainCursor.parseFrom(cursor.toByteArray())).isEqualTo(cursor);
    }

    @Test
    void valueReachedService() throws Exception {
        pinFact(
                "value-reached-service.v1.bin",
                fact().setValueReachedService(ValueReachedService.newBuilder()
                                .setTraceId("trace-1")
                                .setTraceDigest("ab".repeat(32))
                                .setPolicy("fifo")
                                .setAsset("bip122:000000000019d6689c085ae165831e93/slip44:0")
                                .setVaspId("exchange-a")
                                .setAttribution(Attribution.newBuilder()
                                        .setLabelId("label-1")
                                        .setSource("own")
                                        .setConfidencePerMille(900))
                                .addOutputs(ReachedOutput.newBuilder()
                                        .setOutpoint("44".repeat(32) + ":0")
                                        .setAddress("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")
                                        .setBlockHeight(831_328)
                                        .setBlockHash(hash("11"))
                                        .setValue("100")
                                        .setTraced("40"))
                                .setTracedTotal("40"))
                        .build());
    }

    @Test
    void valueReachedServiceInAccounts() throws Exception {
        pinFact(
                "value-reached-service-accounts.v1.bin",
                fact().setValueReachedService(ValueReachedService.newBuilder()
                                .setTraceId("trace-1")
                                .setTraceDigest("ab".repeat(32))
                                .setPolicy("fifo")
                                .setAsset("eip155:1/erc20:0xdac17f958d2ee523a2206206994597c13d831ec7")
                                .setVaspId("exchange-a")
                                .setAttribution(Attribution.newBuilder()
                                        .setLabelId("label-1")
                                        .setSource("own")
                                        .setConfidencePerMille(900))
                                .addAccounts(ReachedAccount.newBuilder()
                                        .setAddress("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")
                                        .setTxid(hash("44"))
                                        .setEntry(1)
                                        .setBlockHeight(21_925_176)
                                        .setBlockHash(hash("11"))
                                        .setTraced("40"))
                                .setTracedTotal("40"))
                        .build());
    }

    @Test
    void factWithdrawn() throws Exception {
        pinFact(
                "fact-withdrawn.v1.bin",
                fact().setFactWithdrawn(FactWithdrawn.newBuilder()
                                .setWithdrawnFactId("fact-0")
                                .setReason("reorg"))
                        .build());
    }

    @Test
    void valueReachedServiceWithTheTipOfItsTrace() throws Exception {
        pinFact(
                "value-reached-service.v2.bin",
                fact().setValueReachedService(ValueReachedService.newBuilder()
                                .setTraceId("trace-1")
                                .setTracedTotal("40")
                                .setTipHeight(831_331)
                                .setTipHash(hash("77")))
                        .build());
    }

    @Test
    void factWithdrawnWithItsCause() throws Exception {
        pinFact(
                "fact-withdrawn.v2.bin",
                fact().setFactWithdrawn(FactWithdrawn.newBuilder()
                                .setWithdrawnFactId("fact-0")
                                .setReason("conflict")
                                .setCause(WithdrawalCause.WITHDRAWAL_CAUSE_CONFLICT)
                                .addTxids(hash("44")))
                        .build());
    }

    @Test
    void factSuspended() throws Exception {
        pinFact(
                "fact-suspended.v1.bin",
                fact().setFactSuspended(FactSuspended.newBuilder()
                                .setSuspendedFactId("fact-0")
                                .addTxids(hash("44"))
                                .addTxids(hash("55"))
                                .setReason("reorg")
                                .setDecidedBy("2026-01-03T03:04:05Z"))
                        .build());
    }

    @Test
    void factRestored() throws Exception {
        pinFact(
                "fact-restored.v1.bin",
                fact().setFactRestored(FactRestored.newBuilder()
                                .setRestoredFactId("fact-0")
                                .addTransactions(RestoredTransaction.newBuilder()
                                        .setTxid(hash("44"))
                                        .setBlockHeight(831_329)
                                        .setBlockHash(hash("66")))
                                .setTipHeight(831_330)
                                .setTipHash(hash("77")))
                        .build());
    }

    @Test
    void topicNamesHoldOnlyWhatKafkaAllows() {
        assertThat(Topics.chainBlocks(ChainId.BITCOIN_MAINNET))
                .isEqualTo("chain.blocks.bip122.000000000019d6689c085ae165831e93.v1");
    }

    private static TracingFact.Builder fact() {
        return TracingFact.newBuilder()
                .setFactId("fact-1")
                .setCaseId("case-1")
                .setRecordedAt("2026-01-02T03:04:05Z")
                .setRequestedBy("officer-1");
    }

    private static void pin(String name, ChainRecord value) throws InvalidProtocolBufferException {
        GoldenFile.assertBytes(name, value.toByteArray());
        assertThat(ChainRecord.parseFrom(value.toByteArray())).isEqualTo(value);
    }

    private static void pinFact(String name, TracingFact value) throws InvalidProtocolBufferException {
        GoldenFile.assertBytes(name, value.toByteArray());
        assertThat(TracingFact.parseFrom(value.toByteArray())).isEqualTo(value);
    }

    private static BlockPlace place(long height, String bytePair) {
        return BlockPlace.newBuilder().setHeight(height).setHash(hash(bytePair)).build();
    }

    private static ByteString hash(String bytePair) {
        return ByteString.copyFrom(TxId.parse(bytePair.repeat(32)).displayBytes());
    }
}
