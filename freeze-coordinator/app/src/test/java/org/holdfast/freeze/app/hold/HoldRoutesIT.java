package org.holdfast.freeze.app.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.freeze.app.HoldFlow.ASSET;
import static org.holdfast.freeze.app.HoldFlow.draftBody;
import static org.holdfast.freeze.app.HoldFlow.in;
import static org.holdfast.freeze.app.HoldFlow.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.freeze.app.HoldFlow;
import org.holdfast.freeze.app.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every route for officers: its answer, and each of its refusals with status and code. */
class HoldRoutesIT {
    private static final String TETHER = "eip155:1/erc20:0xdac17f958d2ee523a2206206994597c13d831ec7";

    private final Node node = Node.shared();
    private final HoldFlow flow = new HoldFlow(node);

    private Node.Answer draft(String hold, String summary, String... lines) {
        return node.post("drafter", "/v1/holds", draftBody(hold, "exchange-a", summary, lines));
    }

    @Test
    void draftsARequestAndIgnoresARepeat() {
        var first = draft("r-1", "Traced value reached you.", line(ASSET, "600"), line(ASSET, "400"));
        assertThat(first.code()).isEqualTo("201 ");
        assertThat(first.body().path("state").asString("")).isEqualTo("draft");
        assertThat(first.body().path("changed").asBoolean(false)).isTrue();
        var repeat = draft("r-1", "Traced value reached you.", line(ASSET, "600"), line(ASSET, "400"));
        assertThat(repeat.body().path("changed").asBoolean(true)).isFalse();
        assertThat(draft("r-1", "Traced value came to you.", line(ASSET, "600")).code())
                .isEqualTo("409 freeze.hold.state-unsuited");
        JsonNode row = node.awaitHold("case-r-1", "draft");
        assertThat(row.path("askedAmount").asString("")).isEqualTo("1000");
        assertThat(row.path("heldAmount").asString("")).isEqualTo("0");
        assertThat(row.path("asset").asString("")).isEqualTo(ASSET);
    }

    @Test
    void refusesDraftsThatTheDomainRefuses() {
        assertThat(draft("r-2", "text", line(ASSET, "1"), line(TETHER, "1")).code())
                .isEqualTo("422 freeze.hold.assets-mixed");
        assertThat(draft("r-2", "text").code()).isEqualTo("422 freeze.hold.lines-unsuited");
        assertThat(draft("r-2", "text", line(ASSET, "0")).code()).isEqualTo("422 freeze.hold.line-empty");
        assertThat(draft("r-2", "you must obey", line(ASSET, "1")).code())
                .isEqualTo("422 freeze.hold.wording-compelling");
        assertThat(draft("r-2", " ", line(ASSET, "1")).code()).isEqualTo("422 freeze.hold.text-unsuited");
        var unknownBasis =
                draftBody("r-2", "exchange-a", "text", line(ASSET, "1")).replace("vasp.voluntary", "none");
        assertThat(node.post("drafter", "/v1/holds", unknownBasis).code()).isEqualTo("422 freeze.hold.basis-missing");
        assertThat(flow.events("r-2")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"holdId", "caseId", "vaspId", "basis", "summary", "lines", "asset", "address", "asked"})
    void refusesADraftWithoutAField(String field) {
        String body = draftBody("r-3", "exchange-a", "text", line(ASSET, "1"));
        var answer = node.post("drafter", "/v1/holds", body.replace("\"" + field + "\"", "\"other\""));
        assertThat(answer.code()).as(answer.toString()).startsWith("400 service.request.");
    }

    @Test
    void refusesADraftToAnUnknownExchangeAndUnreadableBodies() {
        assertThat(node.post("drafter", "/v1/holds", draftBody("r-4", "exchange-z", "text", line(ASSET, "1")))
                        .code())
                .isEqualTo("400 service.request.malformed");
        assertThat(node.post("drafter", "/v1/holds", "{").code()).isEqualTo("400 service.request.unreadable");
        assertThat(node.post("drafter", "/v1/holds", "x".repeat(1_000_001)).status())
                .isEqualTo(413);
        assertThat(draft("r-4", "text", line("gold", "1")).status()).isEqualTo(400);
        assertThat(draft("r-4", "text", line(ASSET, "-1")).status()).isEqualTo(400);
    }

    @Test
    void listsByStateAndPage() {
        var ids = new ArrayList<String>();
        for (int i = 1; i <= 3; i++) {
            String id = "page-" + i;
            assertThat(node.post(
                                    "drafter",
                                    "/v1/holds",
                                    draftBody(id, "exchange-b", "text", line(ASSET, "1"))
                                            .replace("case-" + id, "case-page")
                                            .replace(
                                                    "\"asked\"",
                                                    "\"outpoint\":\"" + "ab".repeat(32) + ":" + i + "\",\"asked\""))
                            .status())
                    .isEqualTo(201);
            ids.add(id);
        }
        assertThat(Node.await(() ->
                        ids(node.get("reader", "/v1/holds?caseId=case-page")).equals(ids)))
                .isTrue();
        var first = node.get("reader", "/v1/holds?caseId=case-page&limit=2");
        assertThat(ids(first)).containsExactly("page-1", "page-2");
        assertThat(first.body().path("next").asString("")).isEqualTo("page-2");
        var second = node.get("reader", "/v1/holds?caseId=case-page&limit=2&after=page-2");
        assertThat(ids(second)).containsExactly("page-3");
        assertThat(ids(node.get("reader", "/v1/holds?caseId=case-page&state=released")))
                .isEmpty();
        assertThat(ids(node.get("reader", "/v1/holds?caseId=case-page&state=draft")))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=501", "state=lost"})
    void refusesABadListing(String query) {
        assertThat(node.get("reader", "/v1/holds?" + query).code()).isEqualTo("400 service.request.malformed");
    }

    @Test
    void showsTheWholeRequest() {
        flow.held("r-5", "exchange-a");
        JsonNode whole = node.get("reader", "/v1/holds/r-5").body();
        assertThat(whole.path("state").asString("")).isEqualTo("held-full");
        assertThat(whole.path("drafter").asString("")).isEqualTo("drafter");
        assertThat(whole.path("basis").path("pack").asString("")).isEqualTo("vasp.voluntary");
        assertThat(whole.path("history").findValuesAsString("event"))
                .containsExactly("HoldDrafted", "HoldApproved", "HoldSent", "HoldAcknowledged", "HoldPlaced");
        assertThat(whole.path("answers").get(0).path("held").asString("")).isEqualTo("1000");
        assertThat(flow.row("r-5").path("clock").asString("")).isEqualTo("term");
    }

    @ParameterizedTest
    @CsvSource({
        "approval, {}",
        "dismissal, {\"reason\":\"no\"}",
        "release, {\"reason\":\"no\"}",
        "extension, {\"until\":\"2026-05-01T00:00:00Z\"}"
    })
    void knowsNoRequestThatWasNotDrafted(String route, String body) {
        assertThat(node.get("reader", "/v1/holds/none").code()).isEqualTo("404 freeze.hold.unknown");
        assertThat(node.post("second", "/v1/holds/none/" + route, body).code()).isEqualTo("404 freeze.hold.unknown");
    }

    @Test
    void approvesOnceAndByASecondOfficer() {
        flow.sent("r-6", "exchange-a");
        assertThat(node.post("third", "/v1/holds/r-6/approval", "{}").code())
                .isEqualTo("409 freeze.hold.state-unsuited");
        assertThat(node.post("drafter", "/v1/holds/r-6/approval", "{}").code())
                .isEqualTo("403 service.access.forbidden");
    }

    /** The answer to the first was lost; the officer asks again. */
    @Test
    void answersARepeatedDecisionOfTheSameOfficer() {
        flow.sent("r-20", "exchange-a");
        var again = node.post("second", "/v1/holds/r-20/approval", "{}");
        assertThat(again.code()).isEqualTo("200 ");
        assertThat(again.body().path("changed").asBoolean(true)).isFalse();
        assertThat(again.body().path("state").asString("")).isEqualTo("sent");
        assertThat(flow.events("r-20")).containsExactly("HoldDrafted", "HoldApproved", "HoldSent");

        flow.drafted("r-21", "exchange-a");
        String dismissal = "/v1/holds/r-21/dismissal";
        assertThat(node.post("second", dismissal, "{\"reason\":\"not enough\"}").code())
                .isEqualTo("200 ");
        assertThat(node.post("second", dismissal, "{\"reason\":\"not enough\"}").code())
                .isEqualTo("200 ");
        assertThat(node.post("second", dismissal, "{\"reason\":\"another\"}").code())
                .isEqualTo("409 freeze.hold.state-unsuited");
        assertThat(node.post("third", dismissal, "{\"reason\":\"not enough\"}").code())
                .isEqualTo("409 freeze.hold.state-unsuited");
        assertThat(flow.events("r-21")).containsExactly("HoldDrafted", "HoldDismissed");
    }

    @Test
    void dismissesADraft() {
        flow.drafted("r-7", "exchange-a");
        assertThat(node.post("second", "/v1/holds/r-7/dismissal", "{\"reason\":\" \"}")
                        .code())
                .isEqualTo("422 freeze.hold.text-unsuited");
        assertThat(node.post("second", "/v1/holds/r-7/dismissal", "{}").code())
                .isEqualTo("400 service.request.malformed");
        assertThat(node.post("second", "/v1/holds/r-7/dismissal", "{\"reason\":\"not enough\"}")
                        .body()
                        .path("state")
                        .asString(""))
                .isEqualTo("dismissed");
        node.awaitHold("case-r-7", "dismissed");
        assertThat(node.post("second", "/v1/holds/r-7/approval", "{}").code())
                .isEqualTo("409 freeze.hold.state-unsuited");
    }

    @Test
    void releasesAHeldRequestOnceAndWithdrawsADraft() {
        flow.held("r-8", "exchange-a");
        String release = "/v1/holds/r-8/release";
        assertThat(node.post("drafter", release, "{\"reason\":\"the owner was found\"}")
                        .code())
                .isEqualTo("200 ");
        assertThat(node.awaitHold("case-r-8", "release-requested")
                        .path("heldAmount")
                        .asString(""))
                .isEqualTo("1000");
        var again = node.post("drafter", release, "{\"reason\":\"the owner was found\"}");
        assertThat(again.body().path("changed").asBoolean(true)).isFalse();
        flow.drafted("r-9", "exchange-a");
        assertThat(node.post("drafter", "/v1/holds/r-9/release", "{\"reason\":\"a slip\"}")
                        .body()
                        .path("state")
                        .asString(""))
                .isEqualTo("withdrawn");
    }

    @Test
    void asksForAnExtensionWithinTheBasis() {
        flow.sent("r-10", "exchange-a");
        String route = "/v1/holds/r-10/extension";
        String until = "{\"until\":\"" + in(Duration.ofDays(2)) + "\"}";
        assertThat(node.post("drafter", route, until).code()).isEqualTo("409 freeze.hold.state-unsuited");
        assertThat(node.post("exchange-a", HoldFlow.INBOX + "/r-10/answer", "r-10", HoldFlow.answer("700"))
                        .code())
                .isEqualTo("200 ");
        assertThat(node.post("drafter", route, "{\"until\":\"soon\"}").code())
                .isEqualTo("400 service.request.malformed");
        assertThat(node.post("drafter", route, "{\"until\":\"" + in(Duration.ofDays(90)) + "\"}")
                        .code())
                .isEqualTo("422 freeze.hold.extension-unsuited");
        assertThat(node.post("reader", route, until).code()).isEqualTo("403 service.access.forbidden");
        assertThat(node.post("drafter", route, until).code()).isEqualTo("200 ");
        assertThat(flow.events("r-10")).endsWith("HoldPlaced", "HoldExtensionRequested");
    }

    @Test
    void refusesUnknownPathsAndMethods() {
        assertThat(node.get("reader", "/v1/orders").code()).isEqualTo("404 service.request.nowhere");
        assertThat(node.get("reader", "/v1/holds/r-1/approval").code())
                .isEqualTo("405 service.request.method-unsuited");
    }

    private static List<String> ids(Node.Answer answer) {
        return answer.body().path("holds").findValuesAsString("holdId");
    }
}
