package org.holdfast.tracing.app.trace.work;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.records.tracing.v1.ReachedAccount;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.ValueReachedService;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.trace.LedgerEnd;
import org.holdfast.tracing.account.trace.LedgerOutcome.PolicyOutcome;
import org.holdfast.tracing.account.trace.LedgerReason;
import org.holdfast.tracing.account.trace.LedgerResult;
import org.holdfast.tracing.account.trace.LedgerSheet;
import org.holdfast.tracing.account.trace.SealedLedgerTrace;
import org.holdfast.tracing.app.fact.Finding;
import org.holdfast.tracing.app.label.LabelSet;

/**
 * What a case's trace over accounts tells the coordinator: one finding per exchange and asset that value reached, by
 * the first lawful policy that was asked. Where that policy has no answer there is no finding.
 */
final class AccountFindings {
    private final Findings.Purpose purpose;
    private final LedgerResult result;
    private final LabelSet labels;
    private final AccountIndex blocks;

    private AccountFindings(Findings.Purpose purpose, LedgerResult result, LabelSet labels, AccountIndex blocks) {
        this.purpose = purpose;
        this.result = result;
        this.labels = labels;
        this.blocks = blocks;
    }

    /** Labels and blocks are those the trace was made over. */
    static List<Finding> of(Findings.Purpose purpose, LedgerResult result, LabelSet labels, AccountIndex blocks) {
        return new AccountFindings(purpose, result, labels, blocks).all();
    }

    private List<Finding> all() {
        Optional<PolicyOutcome> lawful =
                result.results().stream().filter(one -> one.policy().lawful()).findFirst();
        var findings = new ArrayList<Finding>();
        if (lawful.isPresent() && lawful.get() instanceof PolicyOutcome.Sealed(SealedLedgerTrace trace)) {
            for (LedgerSheet sheet : trace.sheets()) {
                byExchange(sheet).forEach((vasp, ends) -> findings.add(finding(sheet, vasp, ends)));
            }
        }
        return findings;
    }

    private static Map<VaspId, List<LedgerEnd>> byExchange(LedgerSheet sheet) {
        var byExchange = new TreeMap<VaspId, List<LedgerEnd>>();
        for (LedgerEnd end : sheet.ends()) {
            if (end.reason() == LedgerReason.SERVICE
                    && end.label() != null
                    && end.traced().signum() > 0) {
                byExchange
                        .computeIfAbsent(end.label().vaspId(), v -> new ArrayList<>())
                        .add(end);
            }
        }
        return byExchange;
    }

    private Finding finding(LedgerSheet sheet, VaspId vasp, List<LedgerEnd> ends) {
        var reached = ValueReachedService.newBuilder()
                .setTraceId(purpose.traceId().text())
                .setTraceDigest(result.digest())
                .setPolicy(sheet.policy().word())
                .setAsset(sheet.asset().toString())
                .setVaspId(vasp.text())
                .setTipHeight(result.tip().height())
                .setTipHash(ByteString.copyFrom(result.tip().hash().displayBytes()))
                .setAttribution(Findings.attribution(labels, ends.getFirst().label()));
        var key =
                new StringBuilder(purpose.caseId() + "\n" + vasp + "\n" + sheet.policy() + "\n" + sheet.asset() + "\n");
        var labelIds = new HashSet<LabelId>();
        BigInteger total = BigInteger.ZERO;
        for (LedgerEnd end : ends) {
            var block = blocks.block(end.height()).orElseThrow();
            labelIds.add(Objects.requireNonNull(end.label()).labelId());
            reached.addAccounts(ReachedAccount.newBuilder()
                    .setAddress(end.account().address())
                    .setTxid(ByteString.copyFrom(end.txId().displayBytes()))
                    .setEntry(end.entry())
                    .setBlockHeight(end.height())
                    .setBlockHash(ByteString.copyFrom(block.hash().displayBytes()))
                    .setTraced(end.traced().toString()));
            key.append(end.account().address())
                    .append(' ')
                    .append(end.txId())
                    .append(':')
                    .append(end.entry())
                    .append(' ')
                    .append(end.traced())
                    .append('\n');
            total = total.add(end.traced());
        }
        var fact = TracingFact.newBuilder()
                .setCaseId(purpose.caseId().text())
                .setRecordedAt(purpose.now().toString())
                .setRequestedBy(purpose.officer().text())
                .setValueReachedService(reached.setTracedTotal(total.toString()))
                .build();
        return new Finding(
                "fact-" + Digests.id(key.toString()), fact, result.spec().chain(), labelIds);
    }
}
