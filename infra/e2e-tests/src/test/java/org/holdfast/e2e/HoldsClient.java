package org.holdfast.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.holdfast.api.hold.HoldResponse;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.launcher.client.ContractJson;

/** Drafts and approves holds as officers do, over REST. */
final class HoldsClient {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final String DRAFT = """
        {"holdId":"HOLD-ID","caseId":"kill","vaspId":"exchange-a","basis":"vasp.voluntary",
         "summary":"Traced value reached you.",
         "lines":[{"asset":"bip122:0f9188f13cb7b2c71f2a335e3a4fc328/slip44:1",
                   "address":"bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080","outpoint":"OUTPOINT","asked":"5"}]}\
        """;

    private final Path data;
    private final HttpClient http = HttpClient.newHttpClient();

    HoldsClient(Path data) {
        this.data = data;
    }

    /** True where the coordinator said that the draft is kept. */
    boolean draft(String holdId) throws IOException, InterruptedException {
        // Each hold asks for an output of its own: a case asks for none twice.
        String outpoint = sha256(holdId) + ":0";
        String draft = DRAFT.replace("HOLD-ID", holdId).replace("OUTPOINT", outpoint);
        return send("investigator-1", "POST", "/v1/holds", draft).statusCode() == 201;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** True where the coordinator said that the approval is kept, or that it was kept before. */
    boolean approve(String holdId) throws IOException, InterruptedException {
        int status = send("supervisor-1", "POST", "/v1/holds/" + holdId + "/approval", "{}")
                .statusCode();
        return status == 200 || status == 409;
    }

    /** The names of a hold's events, in order; none if the hold is not kept. */
    List<String> history(String holdId) throws IOException, InterruptedException {
        var answer = send("investigator-1", "GET", "/v1/holds/" + holdId, "");
        return answer.statusCode() == 200
                ? ContractJson.read(answer.body(), HoldResponse.class).history().stream()
                        .map(HoldResponse.Step::event)
                        .toList()
                : List.of();
    }

    /** The ids of all holds of the case, as listed. */
    List<String> listed() throws IOException, InterruptedException {
        var answer = send("investigator-1", "GET", "/v1/holds?caseId=kill&limit=500", "");
        return ContractJson.read(answer.body(), HoldsResponse.class).holds().stream()
                .map(HoldsResponse.Hold::holdId)
                .toList();
    }

    private HttpResponse<String> send(String officer, String method, String path, String body)
            throws IOException, InterruptedException {
        var ports = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("holdfast.ports"))) {
            ports.load(in);
        }
        String token = Files.readAllLines(data.resolve("access/tokens")).stream()
                .filter(line -> line.startsWith(officer + " "))
                .map(line -> line.substring(officer.length() + 1))
                .findFirst()
                .orElseThrow();
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.getProperty("freeze") + path))
                        .timeout(ANSWER_MAX)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
