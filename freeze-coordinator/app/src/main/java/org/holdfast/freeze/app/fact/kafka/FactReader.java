package org.holdfast.freeze.app.fact.kafka;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.freeze.coordination.FactEvent;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.freeze.hold.fact.LineBlock;
import org.holdfast.freeze.hold.fact.LossCause;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.records.tracing.v1.ReachedAccount;
import org.holdfast.records.tracing.v1.ReachedOutput;
import org.holdfast.records.tracing.v1.RestoredTransaction;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.ValueReachedService;
import org.holdfast.records.tracing.v1.WithdrawalCause;
import org.jspecify.annotations.Nullable;

/** Reads a record of {@code tracing.facts.v1} into what the coordinator records. */
final class FactReader {
    private static final int DIGEST_DIGITS = 64;
    private static final int HASH_BYTES = 32;

    private final Set<String> vasps;

    FactReader(Set<String> vasps) {
        this.vasps = Set.copyOf(vasps);
    }

    /** Throws {@link InputFaultException} where the bytes are no fact. */
    static TracingFact parse(byte[] record) {
        try {
            return TracingFact.parseFrom(record);
        } catch (InvalidProtocolBufferException e) {
            throw new InputFaultException(
                    new InputFault(
                            "freeze.fact.unreadable",
                            "a fact cannot be read",
                            "tracing.facts.v1",
                            "a TracingFact",
                            InputFault.quote(String.valueOf(e.getMessage())),
                            "look at the record in quarantine"),
                    e);
        }
    }

    /**
     * The events that a fact is recorded as: one for each request that follows from it. Several requests follow where
     * more outputs or accounts were reached than one request may name. Throws {@link InputFaultException} on a fact
     * that has no consequence.
     */
    List<FactEvent> events(TracingFact fact, Instant at) {
        var factId = new FactId(fact.getFactId());
        return switch (fact.getFactCase()) {
            case VALUE_REACHED_SERVICE -> reached(factId, fact, fact.getValueReachedService(), at);
            case FACT_WITHDRAWN -> {
                var gone = fact.getFactWithdrawn();
                yield List.of(new FactEvent.FactWithdrawn(
                        factId, new FactId(gone.getWithdrawnFactId()), cause(gone.getCause()), gone.getReason(), at));
            }
            case FACT_SUSPENDED -> {
                var away = fact.getFactSuspended();
                yield List.of(new FactEvent.FactSuspended(
                        factId,
                        new FactId(away.getSuspendedFactId()),
                        away.getTxidsList().stream().map(FactReader::txid).toList(),
                        away.getReason(),
                        time(away.getDecidedBy()),
                        at));
            }
            case FACT_RESTORED -> {
                var back = fact.getFactRestored();
                var blocks = new ArrayList<LineBlock>();
                for (RestoredTransaction transaction : back.getTransactionsList()) {
                    blocks.add(new LineBlock(
                            txid(transaction.getTxid()),
                            block("transactions", transaction.getBlockHeight(), transaction.getBlockHash())));
                }
                yield List.of(new FactEvent.FactRestored(
                        factId,
                        new FactId(back.getRestoredFactId()),
                        blocks,
                        block("tip", back.getTipHeight(), back.getTipHash()),
                        at));
            }
            case FACT_NOT_SET -> throw malformed("fact", "one of the known facts", "none");
        };
    }

    private List<FactEvent> reached(FactId factId, TracingFact fact, ValueReachedService reached, Instant at) {
        if (!vasps.contains(reached.getVaspId())) {
            throw new InputFaultException(new InputFault(
                    "freeze.vasp.unknown",
                    "a fact names an exchange that cannot be reached from here",
                    "vasp_id",
                    String.join(", ", vasps),
                    InputFault.quote(reached.getVaspId()),
                    "add the exchange to holdfast.vasps and let tracing send the fact again"));
        }
        String digest = reached.getTraceDigest();
        if (digest.length() != DIGEST_DIGITS) {
            throw malformed("trace_digest", DIGEST_DIGITS + " hexadecimal digits", digest);
        }
        List<HoldLine> all = lines(reached);
        var events = new ArrayList<FactEvent>();
        for (int from = 0; from < all.size(); from += HoldDraft.LINES_MAX) {
            List<HoldLine> part = all.subList(from, Math.min(all.size(), from + HoldDraft.LINES_MAX));
            events.add(new FactEvent.ValueReachedService(
                    factId,
                    holdId(factId, events.size()),
                    new CaseId(fact.getCaseId()),
                    new VaspId(reached.getVaspId()),
                    reached.getPolicy(),
                    digest,
                    attribution(reached),
                    numbered(part),
                    new OfficerId(fact.getRequestedBy()),
                    reached.getTipHash().isEmpty() ? null : block("tip", reached.getTipHeight(), reached.getTipHash()),
                    at));
        }
        return events;
    }

    /** A function of the fact, so that a repeated fact finds the same request. */
    static HoldId holdId(FactId factId, int part) {
        return new HoldId("hold-" + Digests.id(factId.text() + (part == 0 ? "" : "\n" + part)));
    }

    private static String attribution(ValueReachedService reached) {
        var attribution = reached.getAttribution();
        return attribution.getSource() + " (label " + attribution.getLabelId() + ", "
                + attribution.getConfidencePerMille() + " per mille)";
    }

    private static List<HoldLine> lines(ValueReachedService reached) {
        AssetId asset = AssetId.parse(reached.getAsset());
        List<HoldLine> lines = reached.getAccountsCount() == 0 ? outputs(reached, asset) : accounts(reached, asset);
        if (lines.isEmpty()) {
            throw malformed("outputs", "at least one output or account", "none");
        }
        BigInteger total = lines.stream().map(line -> line.asked().value()).reduce(BigInteger.ZERO, BigInteger::add);
        if (!total.toString().equals(reached.getTracedTotal())) {
            throw malformed("traced_total", "the sum of the traced parts, " + total, reached.getTracedTotal());
        }
        return lines;
    }

    private static List<HoldLine> outputs(ValueReachedService reached, AssetId asset) {
        var lines = new ArrayList<HoldLine>();
        for (ReachedOutput output : reached.getOutputsList()) {
            BaseUnits traced = traced("outputs.traced", output.getTraced());
            if (traced.compareTo(BaseUnits.parse(output.getValue())) > 0) {
                throw malformed("outputs.traced", "at most the output's value", output.getTraced());
            }
            Outpoint outpoint = Outpoint.parse(output.getOutpoint());
            lines.add(new HoldLine(
                    1,
                    asset,
                    Chains.address(asset.chain(), output.getAddress()),
                    outpoint,
                    traced,
                    blocks(outpoint.txId(), output.getBlockHeight(), output.getBlockHash())));
        }
        return lines;
    }

    /** One line for each address: an exchange holds a balance, not the movements that made it. */
    private static List<HoldLine> accounts(ValueReachedService reached, AssetId asset) {
        if (reached.getOutputsCount() > 0) {
            throw malformed("accounts", "outputs or accounts", "both");
        }
        var amounts = new LinkedHashMap<Address, BigInteger>();
        var blocks = new LinkedHashMap<Address, List<LineBlock>>();
        for (ReachedAccount account : reached.getAccountsList()) {
            Address address = Chains.address(asset.chain(), account.getAddress());
            amounts.merge(
                    address, traced("accounts.traced", account.getTraced()).value(), BigInteger::add);
            var known = blocks.computeIfAbsent(address, a -> new ArrayList<>());
            if (!account.getTxid().isEmpty()) {
                known.addAll(blocks(txid(account.getTxid()), account.getBlockHeight(), account.getBlockHash()));
            }
        }
        var lines = new ArrayList<HoldLine>();
        amounts.forEach((address, asked) -> lines.add(new HoldLine(
                1,
                asset,
                address,
                null,
                BaseUnits.parse(asked.toString()),
                List.copyOf(new LinkedHashSet<>(blocks.getOrDefault(address, List.of()))))));
        return lines;
    }

    private static LossCause cause(WithdrawalCause cause) {
        return switch (cause) {
            case WITHDRAWAL_CAUSE_CONFLICT -> LossCause.CONFLICT;
            case WITHDRAWAL_CAUSE_ABSENT -> LossCause.ABSENT;
            case WITHDRAWAL_CAUSE_ATTRIBUTION -> LossCause.ATTRIBUTION;
            case WITHDRAWAL_CAUSE_CHANGED -> LossCause.CHANGED;
            case WITHDRAWAL_CAUSE_UNSPECIFIED, UNRECOGNIZED -> LossCause.UNKNOWN;
        };
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw malformed("decided_by", "a time in ISO 8601, UTC", text);
        }
    }

    /** The block of a transaction; records of earlier versions may not name it. */
    private static List<LineBlock> blocks(TxId txid, long height, ByteString hash) {
        return hash.isEmpty() ? List.of() : List.of(new LineBlock(txid, block("block_hash", height, hash)));
    }

    private static BlockRef block(String field, long height, ByteString hash) {
        if (height < 0 || hash.size() != HASH_BYTES) {
            throw malformed(
                    field, "a height and a hash of " + HASH_BYTES + " bytes", height + ", " + hash.size() + " bytes");
        }
        return new BlockRef(height, BlockHash.ofDisplayBytes(hash.toByteArray()));
    }

    private static TxId txid(ByteString bytes) {
        if (bytes.size() != HASH_BYTES) {
            throw malformed("txids", HASH_BYTES + " bytes", bytes.size() + " bytes");
        }
        return TxId.ofDisplayBytes(bytes.toByteArray());
    }

    private static BaseUnits traced(String field, String text) {
        BaseUnits traced = BaseUnits.parse(text);
        if (traced.isZero()) {
            throw malformed(field, "more than 0", text);
        }
        return traced;
    }

    private static List<HoldLine> numbered(List<HoldLine> part) {
        var lines = new ArrayList<HoldLine>();
        for (HoldLine line : part) {
            lines.add(line.asking(lines.size() + 1, line.asked()));
        }
        return lines;
    }

    private static InputFaultException malformed(String field, String expected, String got) {
        return new InputFaultException(new InputFault(
                "freeze.fact.malformed",
                "a fact is malformed",
                field,
                expected,
                InputFault.quote(got),
                "look at the record in quarantine"));
    }
}
