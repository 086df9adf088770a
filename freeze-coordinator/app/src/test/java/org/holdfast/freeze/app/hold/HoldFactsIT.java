package org.holdfast.freeze.app.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.freeze.app.HoldFlow.INBOX;

import java.time.Duration;
import java.util.List;
import org.holdfast.freeze.app.FactTopic;
import org.holdfast.freeze.app.HoldFlow;
import org.holdfast.freeze.app.Node;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Requests on a live chain: their facts are suspended, restored and withdrawn, and people decide. */
class HoldFactsIT {
    private static final String A = "exchange-a";
    private final Node node = Node.shared();

    private String drafted(String caseId) {
        FactTopic.send(FactTopic.confirmed(FactTopic.reaching("fact-" + caseId, caseId, A, 700), 5, 5)
                .toByteArray());
        return node.awaitHold(caseId, "draft").path("holdId").asString("");
    }

    private String sent(String caseId) {
        String hold = drafted(caseId);
        assertThat(approve(hold).code()).isEqualTo("200 ");
        node.awaitHold(caseId, "sent");
        return hold;
    }

    private String held(String caseId) {
        String hold = sent(caseId);
        String until = HoldFlow.in(Duration.ofHours(24));
        assertThat(node.post(
                                A,
                                INBOX + "/" + hold + "/answer",
                                hold + "-answer",
                                "{\"lines\":[{\"line\":1,\"result\":\"held\",\"reason\":\"OK_FULL\",\"held\":\"700\","
                                        + "\"heldUntil\":\"" + until + "\"}]}")
                        .code())
                .isEqualTo("200 ");
        node.awaitHold(caseId, "held-full");
        return hold;
    }

    private Node.Answer approve(String hold) {
        return node.post("second", "/v1/holds/" + hold + "/approval", "{}");
    }

    private void suspend(String caseId, String hold) {
        FactTopic.send(FactTopic.suspended("fact-" + caseId + "-away", caseId, "fact-" + caseId)
                .toByteArray());
        await(hold, "HoldFactSuspended");
    }

    private void restore(String caseId, String hold) {
        FactTopic.send(FactTopic.restored("fact-" + caseId + "-back", caseId, "fact-" + caseId)
                .toByteArray());
        await(hold, "HoldFactRestored");
    }

    private void lose(String caseId) {
        FactTopic.send(FactTopic.withdrawn("fact-" + caseId + "-gone", caseId, "fact-" + caseId)
                .toByteArray());
    }

    private void await(String hold, String event) {
        assertThat(Node.await(() -> events(hold).contains(event)))
                .as(() -> events(hold).toString())
                .isTrue();
    }

    private List<String> events(String hold) {
        return whole(hold).path("history").findValuesAsString("event");
    }

    private JsonNode whole(String hold) {
        return node.get("reader", "/v1/holds/" + hold).body();
    }

    /** The entries of the exchange's inbox for one request. */
    private List<JsonNode> entries(String hold) {
        return new HoldFlow(node).inbox(A, hold);
    }

    private String text(String hold) {
        return node.get(A, INBOX + "/" + hold).body().path("text").asString("");
    }

    /** An ordinary reorg of one block; the new block holds the same deposit. */
    @Test
    void aHoldSurvivesAReorgThatBringsItsTransactionBack() {
        String hold = held("HF1");
        assertThat(text(hold)).contains("only 1 confirmation (block 5, tip of the trace 5)");
        suspend("HF1", hold);
        assertThat(whole(hold).path("fact").path("status").asString("")).isEqualTo("suspended");
        assertThat(whole(hold).path("fact").path("decidedBy").asString("")).isEqualTo("2026-03-03T09:00:00Z");
        assertThat(Node.await(() -> node.awaitHold("HF1", "held-full")
                        .path("factStatus")
                        .asString("")
                        .equals("suspended")))
                .isTrue();
        assertThat(text(hold)).contains("unconfirmed since", "stand in no block");
        restore("HF1", hold);
        assertThat(text(hold))
                .contains("2 confirmations (block 6, tip of the trace 7)")
                .doesNotContain("Note:");
        assertThat(Node.await(() -> entries(hold)
                        .getFirst()
                        .path("request")
                        .equals(node.get(A, INBOX + "/" + hold).body())))
                .as(() -> entries(hold) + "\n" + node.get(A, INBOX + "/" + hold).body())
                .isTrue();
        node.awaitHold("HF1", "held-full");
        assertThat(entries(hold)).hasSize(1);
        assertThat(events(hold)).doesNotContain("HoldReleaseRequested");
    }

    @Test
    void aDraftIsNotApprovedWhileItsFactIsSuspended() {
        String hold = drafted("HF2");
        suspend("HF2", hold);
        assertThat(approve(hold).code()).isEqualTo("409 freeze.hold.fact-suspended");
        restore("HF2", hold);
        assertThat(approve(hold).code()).isEqualTo("200 ");
        node.awaitHold("HF2", "sent");
    }

    @Test
    void aDraftFallsWithItsFact() {
        String hold = drafted("HF3");
        suspend("HF3", hold);
        lose("HF3");
        node.awaitHold("HF3", "withdrawn");
        assertThat(events(hold)).containsExactly("HoldDrafted", "HoldFactSuspended", "HoldWithdrawn");
    }

    @Test
    void aHoldWhoseFactIsLostStaysUntilAPersonReleasesItWithTheReason() {
        String hold = held("HF4");
        lose("HF4");
        await(hold, "HoldFactLost");
        assertThat(whole(hold).path("fact").path("cause").asString("")).isEqualTo("conflict");
        assertThat(whole(hold).path("state").asString("")).isEqualTo("held-full");
        assertThat(Node.await(() -> needDecision().contains(hold))).isTrue();
        assertThat(entries(hold)).hasSize(1);
        assertThat(Node.await(() -> health() > 0)).isTrue();
        assertThat(node.post(
                                "drafter",
                                "/v1/holds/" + hold + "/extension",
                                "{\"until\":\"" + HoldFlow.in(Duration.ofHours(30)) + "\"}")
                        .code())
                .isEqualTo("409 freeze.hold.fact-lost");
        assertThat(node.post("drafter", "/v1/holds/" + hold + "/release", "{\"reason\":\"the deposit was undone\"}")
                        .code())
                .isEqualTo("200 ");
        assertThat(Node.await(() -> entries(hold).size() == 2)).isTrue();
        JsonNode release = entries(hold).getLast();
        assertThat(release.path("asked").asString("")).isEqualTo("release");
        assertThat(release.path("request").path("releaseReason").asString(""))
                .isEqualTo("the deposit was undone (The fact of the request was withdrawn: a reorg took the block)");
        assertThat(needDecision()).doesNotContain(hold);
    }

    @Test
    void aHoldWhoseFactIsLostIsKeptByASecondPersonUntilAnotherWithdrawal() {
        String hold = held("HF8");
        assertThat(keep("second", hold, "too early").code()).isEqualTo("409 freeze.hold.fact-unsuited");
        lose("HF8");
        assertThat(Node.await(() -> needDecision().contains(hold))).isTrue();
        assertThat(keep("drafter", hold, "the victim knows it").status()).isEqualTo(403);
        assertThat(keep("second", hold, "you must keep it").code()).isEqualTo("422 freeze.hold.wording-compelling");
        assertThat(keep("second", hold, "the victim knows it").code()).isEqualTo("200 ");
        assertThat(keep("second", hold, "the victim knows it")
                        .body()
                        .path("changed")
                        .asBoolean(true))
                .isFalse();
        assertThat(Node.await(() -> !needDecision().contains(hold))).isTrue();
        JsonNode fact = whole(hold).path("fact");
        assertThat(fact.path("status").asString("")).isEqualTo("kept");
        assertThat(fact.path("cause").asString("")).isEqualTo("conflict");
        assertThat(fact.path("kept").path("by").asString("")).isEqualTo("second");
        assertThat(fact.path("kept").path("reason").asString("")).isEqualTo("the victim knows it");
        assertThat(node.awaitHold("HF8", "held-full").path("factStatus").asString(""))
                .isEqualTo("kept");
        assertThat(text(hold)).contains("was withdrawn. We decided at", "to keep the request: the victim knows it");
        assertThat(entries(hold)).hasSize(1);
        assertThat(entries(hold).getFirst().path("request"))
                .isEqualTo(node.get(A, INBOX + "/" + hold).body());
        FactTopic.send(FactTopic.withdrawn("fact-HF8-gone-again", "HF8", "fact-HF8", "the label was wrong")
                .toByteArray());
        assertThat(Node.await(() -> needDecision().contains(hold))).isTrue();
    }

    private Node.Answer keep(String officer, String hold, String reason) {
        return node.post(officer, "/v1/holds/" + hold + "/keeping", "{\"reason\":\"" + reason + "\"}");
    }

    private List<String> needDecision() {
        return node.get("reader", "/v1/holds?limit=500&needsDecision=true")
                .body()
                .path("holds")
                .findValuesAsString("holdId");
    }

    private long health() {
        return node.get("reader", "/actuator/health")
                .body()
                .path("components")
                .path("decisions")
                .path("details")
                .path("holdsThatNeedDecision")
                .asLong();
    }

    /** What the exchange says is recorded also where our own clock or release was faster. */
    @Test
    void anExtensionAfterOurClockEndsThePresumedLapse() {
        String hold = held("HF5");
        String until = HoldFlow.in(Duration.ofHours(40));
        assertThat(node.post("drafter", "/v1/holds/" + hold + "/extension", "{\"until\":\"" + until + "\"}")
                        .code())
                .isEqualTo("200 ");
        Node.clock().advance(Duration.ofHours(25));
        node.awaitHold("HF5", "lapse-presumed");
        var confirmed =
                node.post(A, INBOX + "/" + hold + "/extension-confirmation", "hf5", "{\"until\":\"" + until + "\"}");
        assertThat(confirmed.code()).isEqualTo("200 ");
        assertThat(confirmed.body().path("state").asString("")).isEqualTo("held-full");
        JsonNode row = node.awaitHold("HF5", "held-full");
        assertThat(row.path("heldAmount").asString("")).isEqualTo("700");
        assertThat(row.path("clock").asString("")).isEqualTo("term");
    }

    @Test
    void anExpiryAfterOurReleaseIsRecorded() {
        String hold = held("HF6");
        assertThat(node.post("drafter", "/v1/holds/" + hold + "/release", "{\"reason\":\"mistaken\"}")
                        .code())
                .isEqualTo("200 ");
        assertThat(node.post(A, INBOX + "/" + hold + "/expiry-confirmation", "hf6", "")
                        .code())
                .isEqualTo("200 ");
        node.awaitHold("HF6", "expired");
    }

    @Test
    void anAnswerAfterOurReleaseIsRecordedAndTheReleaseAskedOnceMore() {
        String hold = sent("HF7");
        assertThat(node.post("drafter", "/v1/holds/" + hold + "/release", "{\"reason\":\"mistaken\"}")
                        .code())
                .isEqualTo("200 ");
        String line = "{\"lines\":[{\"line\":1,\"result\":\"held\",\"reason\":\"OK_FULL\",\"held\":\"700\","
                + "\"heldUntil\":\"" + HoldFlow.in(Duration.ofHours(24)) + "\"}]}";
        assertThat(node.post(A, INBOX + "/" + hold + "/answer", "hf7", line).code())
                .isEqualTo("200 ");
        assertThat(Node.await(() -> entries(hold).size() == 3)).isTrue();
        assertThat(node.awaitHold("HF7", "release-requested").path("heldAmount").asString(""))
                .isEqualTo("700");
    }
}
