package org.holdfast.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import org.holdfast.records.chain.v1.AccountCounts;
import org.holdfast.records.chain.v1.AccountEntry;
import org.holdfast.records.chain.v1.AccountTransaction;
import org.holdfast.records.chain.v1.AccountTransactions;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.BridgeLeg;
import org.holdfast.records.chain.v1.BridgeProtocol;
import org.holdfast.records.chain.v1.BridgeSide;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.EntryPhase;
import org.holdfast.records.chain.v1.EntryPosition;
import org.holdfast.records.chain.v1.IntentStage;
import org.holdfast.records.chain.v1.InternalTransfers;
import org.holdfast.records.chain.v1.IssuerAct;
import org.holdfast.records.chain.v1.IssuerActKind;
import org.holdfast.records.chain.v1.IssuerIntent;
import org.holdfast.records.chain.v1.Movement;
import org.holdfast.records.chain.v1.MovementKind;
import org.holdfast.records.chain.v1.Swap;
import org.holdfast.records.chain.v1.SwapLeg;
import org.holdfast.records.chain.v1.SwapProtocol;
import org.holdfast.records.chain.v1.Undecoded;
import org.holdfast.testkit.GoldenFile;
import org.junit.jupiter.api.Test;

/** Records of account chains on the wire. */
class AccountGoldenTest {
    private static final BlockPlace PLACE = BlockPlace.newBuilder()
            .setHeight(21_925_176)
            .setHash(bytes(0x11, 32))
            .build();

    @Test
    void accountTransactionsWithCodingAndReceipt() throws Exception {
        pin(
                "account-transactions.v2.bin",
                ChainRecord.newBuilder()
                        .setAccountTransactions(AccountTransactions.newBuilder()
                                .setBlock(PLACE)
                                .setInternalTransfers(InternalTransfers.INTERNAL_TRANSFERS_PRESENT)
                                .addTransactions(AccountTransaction.newBuilder()
                                        .setIndex(7)
                                        .setLastPart(true)
                                        .setTxid(bytes(0x22, 32))
                                        .setSender(bytes(0xAA, 20))
                                        .setReceiver(bytes(0xBB, 20))
                                        .setSucceeded(true)
                                        .setEncoded(bytes(0xF8, 100))
                                        .setReceipt(bytes(0xC4, 60))))
                        .build());
    }

    @Test
    void accountTransactions() throws Exception {
        var transaction = AccountTransaction.newBuilder()
                .setIndex(7)
                .setPart(1)
                .setLastPart(true)
                .setTxid(bytes(0x22, 32))
                .setSender(bytes(0xAA, 20))
                .setReceiver(bytes(0xBB, 20))
                .setCreated(bytes(0xCC, 20))
                .setSucceeded(true);
        entries().forEach(transaction::addEntries);
        pin(
                "account-transactions.v1.bin",
                ChainRecord.newBuilder()
                        .setAccountTransactions(AccountTransactions.newBuilder()
                                .setBlock(PLACE)
                                .setInternalTransfers(InternalTransfers.INTERNAL_TRANSFERS_MISSING)
                                .addAssets("eip155:1/slip44:60")
                                .addAssets("eip155:1/erc20:0xdac17f958d2ee523a2206206994597c13d831ec7")
                                .addTransactions(transaction)
                                .addBlockEntries(AccountEntry.newBuilder()
                                        .setPosition(at(EntryPhase.ENTRY_PHASE_BLOCK, 2, 0))
                                        .setMovement(Movement.newBuilder()
                                                .setAsset(1)
                                                .setTo(bytes(0xDD, 20))
                                                .setAmount(bytes(0x7F, 8))
                                                .setKind(MovementKind.MOVEMENT_KIND_WITHDRAWAL))))
                        .build());
    }

    @Test
    void sealOfAnAccountChainsBlock() throws Exception {
        pin(
                "block-sealed-account.v1.bin",
                ChainRecord.newBuilder()
                        .setSealed(BlockSealed.newBuilder()
                                .setBlock(PLACE)
                                .setTransactionCount(202)
                                .setAccount(AccountCounts.newBuilder()
                                        .setInternalTransfers(InternalTransfers.INTERNAL_TRANSFERS_PRESENT)
                                        .setEntryCount(900)
                                        .setMovementCount(850)
                                        .setUndecodedCount(3)
                                        .setNativeIssued("298000000000000000")
                                        .setNativeBurned("27900000000000000")
                                        .setAmountSum("115792089237316195423570985008687907853269984665640564039457")))
                        .build());
    }

    private static List<AccountEntry> entries() {
        var act = IssuerAct.newBuilder()
                .setContract(bytes(0xEE, 20))
                .setKnown(true)
                .setKind(IssuerActKind.ISSUER_ACT_KIND_DESTROY)
                .setTarget(bytes(0xAA, 20))
                .setAmount(bytes(0x01, 5));
        return List.of(
                entry(EntryPhase.ENTRY_PHASE_CALL, 0, 3)
                        .setMovement(Movement.newBuilder()
                                .setAsset(1)
                                .setFrom(bytes(0xAA, 20))
                                .setTo(bytes(0xBB, 20))
                                .setAmount(bytes(0xFF, 32))
                                .setKind(MovementKind.MOVEMENT_KIND_INTERNAL_VALUE))
                        .build(),
                entry(EntryPhase.ENTRY_PHASE_LOG, 40, 1).setIssuerAct(act).build(),
                entry(EntryPhase.ENTRY_PHASE_LOG, 41)
                        .setIssuerIntent(IssuerIntent.newBuilder()
                                .setWallet(bytes(0xC6, 20))
                                .setKnown(true)
                                .setStage(IntentStage.INTENT_STAGE_SUBMITTED)
                                .setNumber(bytes(0x05, 1))
                                .setPlanned(act)
                                .setSigner(bytes(0xAA, 20)))
                        .build(),
                entry(EntryPhase.ENTRY_PHASE_LOG, 42)
                        .setSwap(Swap.newBuilder()
                                .setProtocol(SwapProtocol.SWAP_PROTOCOL_UNISWAP_V4)
                                .setPool(bytes(0x44, 20))
                                .setPoolId(bytes(0x33, 32))
                                .addPaidIn(SwapLeg.newBuilder()
                                        .setAsset(2)
                                        .setAmount(bytes(0x02, 4))
                                        .setMovement(at(EntryPhase.ENTRY_PHASE_LOG, 39)))
                                .addPaidOut(SwapLeg.newBuilder().setAmount(bytes(0x03, 4))))
                        .build(),
                entry(EntryPhase.ENTRY_PHASE_LOG, 43)
                        .setBridgeLeg(BridgeLeg.newBuilder()
                                .setProtocol(BridgeProtocol.BRIDGE_PROTOCOL_ACROSS)
                                .setSide(BridgeSide.BRIDGE_SIDE_OUT)
                                .setContract(bytes(0x5C, 20))
                                .setKnown(true)
                                .setId("across:1:77")
                                .setAsset(2)
                                .setAmount(bytes(0x06, 3))
                                .setAccount(bytes(0xAA, 20))
                                .setPlace(bytes(0x0A, 1))
                                .setOtherAccount(bytes(0x99, 32)))
                        .build(),
                entry(EntryPhase.ENTRY_PHASE_LOG, 44)
                        .setUndecoded(Undecoded.newBuilder()
                                .setContract(bytes(0x06, 20))
                                .setTopic(bytes(0xDD, 32))
                                .setReason("1 topics instead of 4"))
                        .build());
    }

    private static AccountEntry.Builder entry(EntryPhase phase, Integer... path) {
        return AccountEntry.newBuilder().setPosition(at(phase, path));
    }

    private static EntryPosition at(EntryPhase phase, Integer... path) {
        return EntryPosition.newBuilder()
                .setPhase(phase)
                .addAllPath(List.of(path))
                .build();
    }

    private static ByteString bytes(int octet, int count) {
        var filled = new byte[count];
        Arrays.fill(filled, (byte) octet);
        return ByteString.copyFrom(filled);
    }

    private static void pin(String name, ChainRecord value) throws InvalidProtocolBufferException {
        GoldenFile.assertBytes(name, value.toByteArray());
        assertThat(ChainRecord.parseFrom(value.toByteArray())).isEqualTo(value);
    }
}
