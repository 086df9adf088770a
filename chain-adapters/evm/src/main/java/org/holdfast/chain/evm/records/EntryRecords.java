package org.holdfast.chain.evm.records;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.PlannedAct;
import org.holdfast.chain.evm.movement.Position;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.Hash256;
import org.holdfast.records.chain.v1.AccountEntry;
import org.holdfast.records.chain.v1.BridgeLeg;
import org.holdfast.records.chain.v1.BridgeProtocol;
import org.holdfast.records.chain.v1.BridgeSide;
import org.holdfast.records.chain.v1.EntryPhase;
import org.holdfast.records.chain.v1.EntryPosition;
import org.holdfast.records.chain.v1.IntentStage;
import org.holdfast.records.chain.v1.IssuerAct;
import org.holdfast.records.chain.v1.IssuerActKind;
import org.holdfast.records.chain.v1.IssuerIntent;
import org.holdfast.records.chain.v1.Movement;
import org.holdfast.records.chain.v1.MovementKind;
import org.holdfast.records.chain.v1.Swap;
import org.holdfast.records.chain.v1.SwapLeg;
import org.holdfast.records.chain.v1.SwapProtocol;
import org.holdfast.records.chain.v1.Undecoded;
import org.jspecify.annotations.Nullable;

/** Entries of one batch, and the assets that they name. */
final class EntryRecords {
    private final Map<AssetId, Integer> assets = new LinkedHashMap<>();

    /** In the order in which entries name them: from 1. */
    List<String> assets() {
        return assets.keySet().stream().map(AssetId::toString).toList();
    }

    AccountEntry record(LedgerEntry entry) {
        var record = AccountEntry.newBuilder().setPosition(position(entry.position()));
        switch (entry) {
            case LedgerEntry.Movement m -> record.setMovement(movement(m));
            case LedgerEntry.IssuerAct act ->
                record.setIssuerAct(act(act.contract(), act.known(), act.kind(), act.target(), act.amount()));
            case LedgerEntry.IssuerIntent intent -> record.setIssuerIntent(intent(intent));
            case LedgerEntry.Swap swap -> record.setSwap(swap(swap));
            case LedgerEntry.BridgeLeg leg -> record.setBridgeLeg(bridge(leg));
            case LedgerEntry.Undecoded undecoded ->
                record.setUndecoded(Undecoded.newBuilder()
                        .setContract(bytes(undecoded.contract()))
                        .setTopic(bytes(undecoded.topic()))
                        .setReason(undecoded.reason()));
        }
        return record.build();
    }

    static ByteString bytes(@Nullable EvmAddress address) {
        return address == null
                ? ByteString.EMPTY
                : ByteString.copyFrom(address.bytes().toArray());
    }

    private static ByteString bytes(@Nullable Hash256 hash) {
        return hash == null ? ByteString.EMPTY : ByteString.copyFrom(hash.displayBytes());
    }

    private static ByteString bytes(BigInteger number) {
        return ByteString.copyFrom(Bytes.ofNumber(number).toArray());
    }

    private static ByteString bytes(BaseUnits amount) {
        return bytes(amount.value());
    }

    private int asset(@Nullable AssetId asset) {
        return asset == null ? 0 : assets.computeIfAbsent(asset, key -> assets.size() + 1);
    }

    private static EntryPosition position(Position position) {
        return EntryPosition.newBuilder()
                .setPhase(EntryPhase.valueOf("ENTRY_PHASE_" + position.phase()))
                .addAllPath(position.path())
                .build();
    }

    private Movement movement(LedgerEntry.Movement m) {
        return Movement.newBuilder()
                .setAsset(asset(m.asset()))
                .setFrom(bytes(m.from()))
                .setTo(bytes(m.to()))
                .setAmount(bytes(m.amount()))
                .setKind(MovementKind.valueOf("MOVEMENT_KIND_" + m.kind()))
                .build();
    }

    private static IssuerAct act(
            EvmAddress contract,
            boolean known,
            LedgerEntry.IssuerActKind kind,
            @Nullable EvmAddress target,
            @Nullable BaseUnits amount) {
        var record = IssuerAct.newBuilder()
                .setContract(bytes(contract))
                .setKnown(known)
                .setKind(IssuerActKind.valueOf("ISSUER_ACT_KIND_" + kind))
                .setTarget(bytes(target));
        if (amount != null) {
            record.setAmount(bytes(amount));
        }
        return record.build();
    }

    private static IssuerIntent intent(LedgerEntry.IssuerIntent intent) {
        var record = IssuerIntent.newBuilder()
                .setWallet(bytes(intent.wallet()))
                .setKnown(intent.known())
                .setStage(IntentStage.valueOf("INTENT_STAGE_" + intent.stage()))
                .setNumber(bytes(intent.number()))
                .setSigner(bytes(intent.signer()));
        PlannedAct planned = intent.planned();
        if (planned != null) {
            record.setPlanned(
                    act(planned.contract(), intent.known(), planned.kind(), planned.target(), planned.amount()));
        }
        return record.build();
    }

    private Swap swap(LedgerEntry.Swap swap) {
        return Swap.newBuilder()
                .setProtocol(SwapProtocol.valueOf("SWAP_PROTOCOL_" + swap.protocol()))
                .setPool(bytes(swap.pool()))
                .setPoolId(bytes(swap.poolId()))
                .addAllPaidIn(swap.paidIn().stream().map(this::leg).toList())
                .addAllPaidOut(swap.paidOut().stream().map(this::leg).toList())
                .build();
    }

    private SwapLeg leg(LedgerEntry.SwapLeg leg) {
        var record = SwapLeg.newBuilder().setAsset(asset(leg.asset())).setAmount(bytes(leg.amount()));
        if (leg.movement() != null) {
            record.setMovement(position(leg.movement()));
        }
        return record.build();
    }

    private BridgeLeg bridge(LedgerEntry.BridgeLeg leg) {
        var record = BridgeLeg.newBuilder()
                .setProtocol(BridgeProtocol.valueOf("BRIDGE_PROTOCOL_" + leg.protocol()))
                .setSide(BridgeSide.valueOf("BRIDGE_SIDE_" + leg.side()))
                .setContract(bytes(leg.contract()))
                .setKnown(leg.known())
                .setId(leg.id() == null ? "" : leg.id())
                .setAsset(asset(leg.asset()))
                .setAccount(bytes(leg.account()))
                .setOtherAccount(bytes(leg.otherAccount()));
        if (leg.amount() != null) {
            record.setAmount(bytes(leg.amount()));
        }
        if (leg.place() != null) {
            record.setPlace(bytes(leg.place()));
        }
        return record.build();
    }
}
