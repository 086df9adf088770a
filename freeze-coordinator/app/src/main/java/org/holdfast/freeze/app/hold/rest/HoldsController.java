package org.holdfast.freeze.app.hold.rest;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.holdfast.api.hold.HoldDraftRequest;
import org.holdfast.api.hold.HoldLineBody;
import org.holdfast.api.hold.HoldResponse;
import org.holdfast.api.hold.HoldStateResponse;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.api.hold.ReasonRequest;
import org.holdfast.api.hold.StuckResponse;
import org.holdfast.api.hold.UntilRequest;
import org.holdfast.freeze.app.aggregate.Aggregates;
import org.holdfast.freeze.app.aggregate.Outcome;
import org.holdfast.freeze.app.aggregate.Transactions;
import org.holdfast.freeze.app.coverage.CoverageAggregate;
import org.holdfast.freeze.app.hold.HoldAggregate;
import org.holdfast.freeze.app.hold.HoldRow;
import org.holdfast.freeze.app.hold.HoldViews;
import org.holdfast.freeze.app.hold.Refusals;
import org.holdfast.freeze.app.process.StuckProcesses;
import org.holdfast.freeze.app.settings.FreezeSettings;
import org.holdfast.freeze.app.settings.LegalPacks;
import org.holdfast.freeze.coverage.CoverageCommand;
import org.holdfast.freeze.coverage.CoverageKey;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.freeze.hold.HoldRejection;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.kit.access.Caller;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.access.Permission;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Hold requests as officers see and decide them. */
@RestController
public class HoldsController {
    private static final int PAGE_MAX = 500;
    private static final int OTHER_CASES_MAX = 100;

    private final Aggregates aggregates;
    private final StuckProcesses stuck;
    private final HoldViews views;
    private final LegalPacks packs;
    private final List<String> vasps;
    private final Transactions transactions;
    private final Clock clock;

    HoldsController(
            Aggregates aggregates,
            StuckProcesses stuck,
            HoldViews views,
            LegalPacks packs,
            FreezeSettings settings,
            Transactions transactions,
            Clock clock) {
        this.aggregates = aggregates;
        this.stuck = stuck;
        this.views = views;
        this.packs = packs;
        this.vasps = settings.vasps();
        this.transactions = transactions;
        this.clock = clock;
    }

    @GetMapping("/v1/holds")
    @Needs(Permission.READ_HOLDS)
    HoldsResponse list(
            @RequestParam(required = false) @Nullable String caseId,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "false") boolean needsDecision,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit) {
        Requests.between("limit", limit, 1, PAGE_MAX);
        List<HoldRow> rows = views.list(
                caseId == null ? null : new CaseId(caseId),
                state == null ? null : Requests.constant(HoldState.Label.class, "state", state),
                needsDecision,
                after == null ? null : new HoldId(after),
                limit);
        return new HoldsResponse(
                rows.stream().map(HoldBodies::row).toList(),
                rows.size() < limit ? null : rows.getLast().holdId());
    }

    @GetMapping("/v1/holds/{id}")
    @Needs(Permission.READ_HOLDS)
    HoldResponse one(@PathVariable String id) {
        List<HoldEvent> history = aggregates.history(HoldAggregate.KIND, new HoldId(id).text());
        if (!(HoldAggregate.KIND.decider().replay(history) instanceof HoldState.Present state)) {
            throw Refusals.unknown(id);
        }
        return HoldBodies.whole(state, history, views.otherCases(state.terms(), OTHER_CASES_MAX));
    }

    @GetMapping("/v1/stuck-processes")
    @Needs(Permission.READ_HOLDS)
    StuckResponse stuck() {
        return new StuckResponse(this.stuck.latest().stream()
                .map(row -> new StuckResponse.Stuck(
                        row.holdId().text(),
                        row.command(),
                        row.refusal(),
                        row.at().toString()))
                .toList());
    }

    @PostMapping("/v1/holds")
    @Needs(Permission.DRAFT_HOLDS)
    @ResponseStatus(HttpStatus.CREATED)
    HoldStateResponse draft(@AuthenticationPrincipal Caller.Officer officer, @RequestBody HoldDraftRequest request) {
        OfficerId drafter = officer.id();
        var holdId = new HoldId(Requests.require(request.holdId(), "holdId"));
        String vasp = Requests.require(request.vaspId(), "vaspId");
        if (!vasps.contains(vasp)) {
            throw Requests.fault("vaspId", "one of " + String.join(", ", vasps), vasp);
        }
        var draft = new HoldDraft(
                new CaseId(Requests.require(request.caseId(), "caseId")),
                null,
                null,
                new VaspId(vasp),
                lines(Requests.require(request.lines(), "lines")),
                Requests.require(request.summary(), "summary"),
                drafter,
                drafter,
                null,
                List.of());
        var basis = packs.byId(Requests.require(request.basis(), "basis"));
        return give(new HoldCommand.DraftHold(holdId, draft, basis, clock.instant()));
    }

    /** A draft by hand counts in the coverage, in the same transaction. One without lines is refused by itself. */
    private Outcome<HoldState, HoldRejection> draft(HoldCommand.DraftHold command) {
        var outcome = aggregates.give(HoldAggregate.KIND, command).orThrow(Refusals::of);
        if (outcome.changed()) {
            var draft = command.draft();
            aggregates
                    .give(
                            CoverageAggregate.KIND,
                            new CoverageCommand.CountRequest(
                                    CoverageKey.of(draft), command.holdId(), draft.lines(), command.at()))
                    .orThrow(Refusals::of);
        }
        return outcome;
    }

    private static List<HoldLine> lines(List<HoldLineBody> bodies) {
        var lines = new ArrayList<HoldLine>();
        for (HoldLineBody body : bodies) {
            if (body.confirmations() != null || body.blocks() != null) {
                throw Requests.fault("lines", "no confirmations and no blocks in a draft by hand", "some");
            }
            AssetId asset = AssetId.parse(Requests.require(body.asset(), "lines.asset"));
            lines.add(new HoldLine(
                    lines.size() + 1,
                    asset,
                    Chains.address(asset.chain(), Requests.require(body.address(), "lines.address")),
                    body.outpoint() == null ? null : Outpoint.parse(body.outpoint()),
                    BaseUnits.parse(Requests.require(body.asked(), "lines.asked"))));
        }
        return lines;
    }

    @PostMapping("/v1/holds/{id}/approval")
    @Needs(Permission.DECIDE_HOLDS)
    HoldStateResponse approve(@AuthenticationPrincipal Caller.Officer officer, @PathVariable String id) {
        return give(
                new HoldCommand.ApproveHold(new HoldId(id), officer.id(), clock.instant()),
                before -> before instanceof HoldEvent.HoldApproved approved
                        && approved.approver().equals(officer.id()));
    }

    @PostMapping("/v1/holds/{id}/dismissal")
    @Needs(Permission.DECIDE_HOLDS)
    HoldStateResponse dismiss(
            @AuthenticationPrincipal Caller.Officer officer,
            @PathVariable String id,
            @RequestBody ReasonRequest request) {
        String reason = Requests.require(request.reason(), "reason");
        return give(
                new HoldCommand.DismissHold(new HoldId(id), officer.id(), reason, clock.instant()),
                before -> before instanceof HoldEvent.HoldDismissed dismissed
                        && dismissed.officer().equals(officer.id())
                        && dismissed.reason().equals(reason));
    }

    @PostMapping("/v1/holds/{id}/release")
    @Needs(Permission.DRAFT_HOLDS)
    HoldStateResponse release(
            @AuthenticationPrincipal Caller.Officer officer,
            @PathVariable String id,
            @RequestBody ReasonRequest request) {
        String reason = Requests.require(request.reason(), "reason");
        return give(new HoldCommand.RequestRelease(new HoldId(id), officer.id(), reason, clock.instant()));
    }

    @PostMapping("/v1/holds/{id}/keeping")
    @Needs(Permission.DECIDE_HOLDS)
    HoldStateResponse keep(
            @AuthenticationPrincipal Caller.Officer officer,
            @PathVariable String id,
            @RequestBody ReasonRequest request) {
        String reason = Requests.require(request.reason(), "reason");
        return give(new HoldCommand.KeepHold(new HoldId(id), officer.id(), reason, clock.instant()));
    }

    @PostMapping("/v1/holds/{id}/extension")
    @Needs(Permission.DRAFT_HOLDS)
    HoldStateResponse extend(
            @AuthenticationPrincipal Caller.Officer officer,
            @PathVariable String id,
            @RequestBody UntilRequest request) {
        var until = Requests.instant(request.until(), "until");
        return give(new HoldCommand.RequestExtension(new HoldId(id), officer.id(), until, clock.instant()));
    }

    private HoldStateResponse give(HoldCommand command) {
        return give(command, before -> false);
    }

    /**
     * Gives a command. An officer whose answer was lost asks again: if {@code same} finds the event of that command in
     * the history, the request is answered as it is now.
     */
    private HoldStateResponse give(HoldCommand command, Predicate<HoldEvent> same) {
        var outcome = transactions.run(() -> command instanceof HoldCommand.DraftHold draft
                ? draft(draft)
                : aggregates.give(HoldAggregate.KIND, command));
        if (outcome.refusal() instanceof HoldRejection.StateUnsuited
                && aggregates.history(HoldAggregate.KIND, command.holdId().text()).stream()
                        .anyMatch(same)) {
            return new HoldStateResponse(
                    command.holdId().text(), Requests.word(outcome.state().label()), false);
        }
        if (outcome.state() instanceof HoldState.Absent && !(command instanceof HoldCommand.DraftHold)) {
            throw Refusals.unknown(command.holdId().text());
        }
        outcome.orThrow(Refusals::of);
        return new HoldStateResponse(
                command.holdId().text(), Requests.word(outcome.state().label()), outcome.changed());
    }
}
