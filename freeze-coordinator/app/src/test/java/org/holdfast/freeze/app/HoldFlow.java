package org.holdfast.freeze.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.freeze.app.aggregate.Aggregates;
import org.holdfast.freeze.app.hold.HoldAggregate;
import org.holdfast.freeze.hold.HoldEvent;
import tools.jackson.databind.JsonNode;

/** The steps of one hold request over HTTP, for tests that start in the middle of its life. */
public final class HoldFlow {
    public static final String INBOX = "/exchange/v1/hold-requests";
    public static final String ASSET = "bip122:0f9188f13cb7b2c71f2a335e3a4fc328/slip44:1";

    private static final int PAGES_MAX = 100;

    private final Node node;

    public HoldFlow(Node node) {
        this.node = node;
    }

    /** A line of a draft over a thousand base units. */
    public static String line(String asset, String asked) {
        String address = asset.startsWith("eip155:")
                ? "0x52908400098527886e0f7030069857d2e4169ee7"
                : "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
        return "{\"asset\":\"" + asset + "\",\"address\":\"" + address + "\",\"asked\":\"" + asked + "\"}";
    }

    /** The body of a draft by hand, in a case of its own. */
    public static String draftBody(String hold, String vasp, String summary, String... lines) {
        String all = String.join(",", lines);
        return """
                {"holdId":"%1$s","caseId":"case-%1$s","vaspId":"%2$s","basis":"vasp.voluntary",
                 "summary":"%3$s","lines":[%4$s]}
                """.formatted(hold, vasp, summary, all);
    }

    /** A draft by hand of one line to {@code vasp}. */
    public void drafted(String hold, String vasp) {
        var answer = node.post(
                "drafter", "/v1/holds", draftBody(hold, vasp, "Traced value reached you.", line(ASSET, "1000")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    /** A request in the inbox of {@code vasp}. */
    public void sent(String hold, String vasp) {
        drafted(hold, vasp);
        assertThat(node.post("second", "/v1/holds/" + hold + "/approval", "{}").code())
                .isEqualTo("200 ");
        node.awaitHold("case-" + hold, "sent");
    }

    /** A request that {@code vasp} holds in full for a day. */
    public void held(String hold, String vasp) {
        sent(hold, vasp);
        assertThat(node.post(vasp, INBOX + "/" + hold + "/answer", hold + "-answer", answer("1000"))
                        .code())
                .isEqualTo("200 ");
        node.awaitHold("case-" + hold, "held-full");
    }

    /** An answer that holds {@code amount} of the thousand for a day. */
    public static String answer(String amount) {
        return "{\"lines\":[{\"line\":1,\"result\":\"held\",\"reason\":\"%s\",\"held\":\"%s\",\"heldUntil\":\"%s\"}]}"
                .formatted(amount.equals("1000") ? "OK_FULL" : "OK_PARTIAL", amount, in(Duration.ofHours(24)));
    }

    /** A time from now. */
    public static String in(Duration after) {
        return Node.clock().instant().plus(after).toString();
    }

    /** All entries of the inbox of {@code vasp}, however many other tests have made. */
    public List<JsonNode> inbox(String vasp) {
        var entries = new ArrayList<JsonNode>();
        String cursor = "0";
        for (int page = 0; page < PAGES_MAX; page++) {
            JsonNode answer =
                    node.get(vasp, INBOX + "?limit=100&cursor=" + cursor).body();
            if (answer.path("entries").isEmpty()) {
                return entries;
            }
            answer.path("entries").forEach(entries::add);
            cursor = answer.path("nextCursor").asString("");
        }
        throw new AssertionError("the inbox of " + vasp + " has more than " + PAGES_MAX + " pages");
    }

    /** The entries of one request in the inbox of {@code vasp}. */
    public List<JsonNode> inbox(String vasp, String hold) {
        return inbox(vasp).stream()
                .filter(entry ->
                        entry.path("request").path("holdId").asString("").equals(hold))
                .toList();
    }

    /** The names of the events of a request, oldest first. */
    public List<String> events(String hold) {
        return node.bean(Aggregates.class).history(HoldAggregate.KIND, hold).stream()
                .map(HoldEvent::getClass)
                .map(Class::getSimpleName)
                .toList();
    }

    /** The row of a request in the list. */
    public JsonNode row(String hold) {
        return node.get("reader", "/v1/holds?caseId=case-" + hold)
                .body()
                .path("holds")
                .get(0);
    }
}
