package org.holdfast.freeze.app.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.freeze.app.HoldFlow.INBOX;
import static org.holdfast.freeze.app.HoldFlow.answer;
import static org.holdfast.freeze.app.HoldFlow.in;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.holdfast.freeze.app.HoldFlow;
import org.holdfast.freeze.app.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Every route for exchanges: the inbox by page, each answer once, and each refusal with status and code. */
class ExchangeRoutesIT {
    private static final String A = "exchange-a";
    private static final String B = "exchange-b";

    private final Node node = Node.shared();
    private final HoldFlow flow = new HoldFlow(node);

    private Node.Answer post(String hold, String route, String key, String body) {
        return node.post(A, INBOX + "/" + hold + "/" + route, key, body);
    }

    @Test
    void readsTheInboxPageByPage() {
        for (String hold : List.of("i-1", "i-2", "i-3")) {
            flow.sent(hold, B);
        }
        var ids = new ArrayList<String>();
        String cursor = "0";
        for (int page = 0; page < 200 && !ids.contains("i-3"); page++) {
            JsonNode answer = node.get(B, INBOX + "?limit=1&cursor=" + cursor).body();
            assertThat(answer.path("entries").size()).isEqualTo(1);
            JsonNode entry = answer.path("entries").get(0);
            assertThat(entry.path("request"))
                    .isEqualTo(node.get(
                                    B,
                                    INBOX + "/"
                                            + entry.path("request")
                                                    .path("holdId")
                                                    .asString(""))
                            .body());
            String hold = entry.path("request").path("holdId").asString("");
            if (hold.startsWith("i-")) {
                assertThat(entry.path("asked").asString("")).isEqualTo("hold");
            }
            ids.add(hold);
            cursor = answer.path("nextCursor").asString("");
            assertThat(cursor).isEqualTo(entry.path("cursor").asString(""));
        }
        assertThat(ids).containsSubsequence("i-1", "i-2", "i-3");
        JsonNode last = node.get(B, INBOX + "?cursor=" + cursor).body();
        assertThat(last.path("entries").size()).isZero();
        assertThat(last.path("nextCursor").asString("")).isEqualTo(cursor);
    }

    /** The event store is locked, so a page that needed one event would wait. */
    @Test
    void readsAPageWithoutTheEventStore() {
        flow.sent("i-4", A);
        node.bean(TransactionTemplate.class).executeWithoutResult(locked -> {
            node.bean(JdbcClient.class)
                    .sql("lock table domainevententry in access exclusive mode")
                    .update();
            assertThat(flow.inbox(A, "i-4")).hasSize(1);
        });
    }

    @Test
    void wakesAWaitingExchange() {
        flow.sent("i-13", B);
        String cursor = flow.inbox(B).getLast().path("cursor").asString("");
        var waiting = CompletableFuture.supplyAsync(() -> node.get(B, INBOX + "?wait=25&cursor=" + cursor));
        flow.sent("i-5", B);
        assertThat(waiting.join().body().path("entries").findValuesAsString("holdId"))
                .contains("i-5");
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=101", "wait=-1", "wait=26", "cursor=first"})
    void refusesABadPage(String query) {
        assertThat(node.get(A, INBOX + "?" + query).code()).isEqualTo("400 service.request.malformed");
    }

    @ParameterizedTest
    @CsvSource({
        "acknowledgement, ''",
        "answer, {\"lines\":[]}",
        "extension-confirmation, {\"until\":\"2026-05-01T00:00:00Z\"}",
        "expiry-confirmation, ''",
        "release-confirmation, ''"
    })
    void hidesARequestOfAnotherExchange(String route, String body) {
        if (flow.events("i-6").isEmpty()) {
            flow.sent("i-6", B);
        }
        assertThat(post("i-6", route, "i-6-" + route, body).code()).isEqualTo("404 freeze.hold.unknown");
        assertThat(post("none", route, "none-" + route, body).code()).isEqualTo("404 freeze.hold.unknown");
        assertThat(flow.events("i-6")).containsExactly("HoldDrafted", "HoldApproved", "HoldSent");
    }

    @Test
    void takesAnAcknowledgementOnce() {
        flow.sent("i-7", A);
        var first = post("i-7", "acknowledgement", "i-7", "");
        assertThat(first.code()).isEqualTo("200 ");
        assertThat(first.body().path("state").asString("")).isEqualTo("acknowledged");
        assertThat(post("i-7", "acknowledgement", "i-7", "")).isEqualTo(first);
        var other = post("i-7", "acknowledgement", "i-7-other", "");
        assertThat(other.body().path("changed").asBoolean(true)).isFalse();
        assertThat(flow.events("i-7")).hasSize(4);
        node.awaitHold("case-i-7", "acknowledged");
        assertThat(flow.row("i-7").path("clock").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | 422 freeze.answer.incomplete",
                "[{'line':2,'result':'declined','reason':'NEEDS_MLA'}] | 422 freeze.answer.incomplete",
                "[{'line':1,'result':'held','reason':'OK_FULL','held':'1001','heldUntil':'2027-01-01T00:00:00Z'}]"
                        + " | 422 freeze.answer.above-asked",
                "[{'line':1,'result':'held','reason':'OK_FULL','held':'1000'}] | 422 freeze.answer.contradictory",
                "[{'line':1,'result':'kept','reason':'OK_FULL'}] | 400 service.request.malformed",
                "[{'line':1,'result':'held','reason':'FINE'}] | 400 service.request.malformed",
                "[{'result':'held','reason':'OK_FULL'}] | 400 service.request.malformed",
                "[{'line':1,'reason':'OK_FULL'}] | 400 service.request.malformed",
                "[{'line':1,'result':'held','reason':'OK_FULL','held':'1','heldUntil':'soon'}]"
                        + " | 400 service.request.malformed",
                "7 | 400 service.request.malformed",
                "null | 400 service.request.malformed"
            })
    void refusesABadAnswer(String lines, String code) {
        if (flow.events("i-8").isEmpty()) {
            flow.sent("i-8", A);
        }
        String body = "{\"lines\":" + lines.replace('\'', '"') + "}";
        assertThat(post("i-8", "answer", "i-8-" + Integer.toHexString(lines.hashCode()), body)
                        .code())
                .isEqualTo(code);
        assertThat(flow.events("i-8")).endsWith("HoldSent");
    }

    @Test
    void keepsARefusalUnderItsKey() {
        flow.sent("i-9", A);
        var refused = post("i-9", "release-confirmation", "i-9", "");
        assertThat(refused.code()).isEqualTo("409 freeze.hold.state-unsuited");
        assertThat(post("i-9", "answer", "i-9-answer", answer("1000")).code()).isEqualTo("200 ");
        assertThat(node.post("drafter", "/v1/holds/i-9/release", "{\"reason\":\"x\"}")
                        .code())
                .isEqualTo("200 ");
        assertThat(post("i-9", "release-confirmation", "i-9", "")).isEqualTo(refused);
        assertThat(post("i-9", "release-confirmation", "i-9-new", "")
                        .body()
                        .path("state")
                        .asString(""))
                .isEqualTo("released");
    }

    @Test
    void needsAKeyForEachMessage() {
        flow.sent("i-10", A);
        String route = INBOX + "/i-10/acknowledgement";
        assertThat(node.post(A, route, "").code()).isEqualTo("400 service.request.malformed");
        assertThat(node.post(A, route, " ", "").code()).isEqualTo("400 service.request.malformed");
        assertThat(node.post(A, route, "k".repeat(256), "").code()).isEqualTo("400 service.request.malformed");
        assertThat(node.post(A, route, "k".repeat(255), "").code()).isEqualTo("200 ");
        assertThat(post("i-10", "answer", "k".repeat(255), answer("1000")).code())
                .isEqualTo("422 freeze.idempotency.key-reused");
    }

    @Test
    void confirmsAnExtensionThatWasAskedFor() {
        flow.held("i-11", A);
        String until = in(Duration.ofDays(2));
        String body = "{\"until\":\"" + until + "\"}";
        assertThat(post("i-11", "extension-confirmation", "i-11-early", body).code())
                .isEqualTo("422 freeze.hold.extension-unsuited");
        assertThat(node.post("drafter", "/v1/holds/i-11/extension", body).code())
                .isEqualTo("200 ");
        assertThat(Node.await(() -> requests("i-11").stream()
                        .anyMatch(entry -> entry.path("asked").asString("").equals("extension"))))
                .isTrue();
        assertThat(requests("i-11")
                        .getLast()
                        .path("request")
                        .path("extensionUntil")
                        .asString(""))
                .isEqualTo(until);
        assertThat(post("i-11", "extension-confirmation", "i-11-bad", "{}").code())
                .isEqualTo("400 service.request.malformed");
        assertThat(post("i-11", "extension-confirmation", "i-11", body).code()).isEqualTo("200 ");
        assertThat(Node.await(() -> requests("i-11")
                        .getLast()
                        .path("request")
                        .path("termEnds")
                        .asString("")
                        .equals(until)))
                .isTrue();
        assertThat(requests("i-11")
                        .getLast()
                        .path("request")
                        .path("extensionUntil")
                        .isNull())
                .isTrue();
    }

    @Test
    void doesNotConfirmAnExpiryBeforeTheTermIsOver() {
        flow.held("i-12", A);
        assertThat(post("i-12", "expiry-confirmation", "i-12", "").code()).isEqualTo("409 freeze.hold.state-unsuited");
    }

    private List<JsonNode> requests(String hold) {
        return flow.inbox(A, hold);
    }
}
