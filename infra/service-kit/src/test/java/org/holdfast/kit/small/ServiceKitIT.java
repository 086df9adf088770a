package org.holdfast.kit.small;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit over HTTP: who may do what, which body is taken, and what every error looks like. */
class ServiceKitIT {
    private static final String NOTE = "{\"text\":\"a note\"}";
    private static final String LONG_NOTE = "{\"text\":\"" + "x".repeat(SmallService.BODY_BYTES_MAX) + "\"}";

    @TempDir
    private static Path folder;

    private static SmallNode node;

    @BeforeAll
    static void start() {
        node = new SmallNode(folder);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void restoreTheAccessFile() {
        node.rewrite(SmallNode.GOOD);
    }

    @Test
    void aCallerWithThePermissionIsServed() {
        assertThat(node.send("auditor", "GET", "/v1/notes?limit=3", BodyPublishers.noBody())
                        .body())
                .isEqualTo("{\"by\":\"auditor\",\"limit\":3}");
        assertThat(node.send("exchange", "GET", "/exchange/v1/notes", BodyPublishers.noBody())
                        .body())
                .isEqualTo("{\"by\":\"exchange\",\"limit\":1}");
        assertThat(node.post("investigator", "/v1/notes", NOTE)).isEqualTo("200");
    }

    @Test
    void aRequestWithoutAValidTokenIsDenied() {
        assertThat(node.get(null, "/v1/notes")).isEqualTo("401 service.access.denied");
        assertThat(node.get("nobody", "/v1/notes")).isEqualTo("401 service.access.denied");
        assertThat(node.get("auditor", "/v1/notes", "Authorization", "Basic YTpi"))
                .isEqualTo("401 service.access.denied");
        assertThat(node.get("auditor", "/v1/notes", "Authorization", "Bearer two words"))
                .isEqualTo("401 service.access.denied");
        assertThat(node.get(null, "/v1/nowhere")).isEqualTo("401 service.access.denied");
        assertThat(node.send(null, "GET", "/v1/notes", BodyPublishers.noBody())
                        .headers()
                        .firstValue("WWW-Authenticate"))
                .hasValueSatisfying(header -> assertThat(header).startsWith("Bearer"));
    }

    @Test
    void aRoleWithoutThePermissionIsDenied() {
        assertThat(node.get("defence", "/v1/notes")).isEqualTo("403 service.access.forbidden");
        assertThat(node.post("auditor", "/v1/notes", NOTE)).isEqualTo("403 service.access.forbidden");
        assertThat(node.post("auditor", "/v1/notes", "not JSON")).isEqualTo("403 service.access.forbidden");
    }

    @Test
    void officersAndExchangesReachTheirOwnPartOnly() {
        assertThat(node.get("exchange", "/v1/notes")).isEqualTo("403 service.access.elsewhere");
        assertThat(node.get("investigator", "/exchange/v1/notes")).isEqualTo("403 service.access.elsewhere");
    }

    @Test
    void aHandlerWithoutAPermissionIsDeniedToEverybody() {
        assertThat(node.get("investigator", "/v1/open")).isEqualTo("403 service.access.forbidden");
        assertThat(node.get("investigator", "/v1/functional")).isEqualTo("403 service.access.forbidden");
        assertThat(node.get("investigator", "/error")).isEqualTo("403 service.access.forbidden");
    }

    @Test
    void healthIsOpenAndMetricsNeedAPermission() {
        assertThat(node.get(null, "/actuator/health")).isEqualTo("200");
        assertThat(node.get(null, "/actuator/health/liveness")).isEqualTo("200");
        assertThat(node.get(null, "/actuator/metrics")).isEqualTo("401 service.access.denied");
        assertThat(node.get("defence", "/actuator/metrics")).isEqualTo("403 service.access.forbidden");
        assertThat(node.get("defence", "/%61ctuator/metrics")).isEqualTo("403 service.access.forbidden");
        assertThat(node.get("exchange", "/actuator/metrics")).isEqualTo("403 service.access.forbidden");
        assertThat(node.get("auditor", "/actuator/metrics")).isEqualTo("200");
    }

    @Test
    void rotationAndRevocationNeedNoRestart() {
        assertThat(node.get("late", "/v1/notes")).isEqualTo("401 service.access.denied");
        node.rewrite(SmallNode.line("late", "officer", "auditor"));
        assertThat(node.get("late", "/v1/notes")).isEqualTo("200");
        assertThat(node.get("auditor", "/v1/notes")).isEqualTo("401 service.access.denied");
    }

    @Test
    void aDefectiveAccessFileKeepsTheLastGoodListAndShowsInHealth() {
        String half = SmallNode.GOOD.substring(0, SmallNode.GOOD.length() - 5);
        for (String defective : new String[] {"", "# nobody\n", half, SmallNode.GOOD + "one two\n"}) {
            node.rewrite(defective);
            assertThat(node.get("auditor", "/v1/notes")).as(defective).isEqualTo("200");
            var health = node.send(null, "GET", "/actuator/health", BodyPublishers.noBody());
            assertThat(health.statusCode()).as(defective).isEqualTo(503);
            assertThat(health.body()).contains("service.access-file.malformed");
            assertThat(node.get(null, "/actuator/health/readiness")).isEqualTo("200");
        }
        node.rewrite(SmallNode.GOOD);
        assertThat(node.get(null, "/actuator/health")).isEqualTo("200");
    }

    @Test
    void aBodyAboveTheLimitIsRefusedWithAndWithoutALength() {
        assertThat(node.post("investigator", "/v1/notes", LONG_NOTE)).isEqualTo("413 service.request.large");
        assertThat(node.postChunked("investigator", "/v1/notes", LONG_NOTE)).isEqualTo("413 service.request.large");
        assertThat(node.postChunked("investigator", "/v1/bytes", LONG_NOTE)).isEqualTo("413 service.request.large");
        assertThat(node.postChunked("investigator", "/v1/notes", NOTE)).isEqualTo("200");
        assertThat(node.postChunked("investigator", "/v1/bytes", "x".repeat(SmallService.BODY_BYTES_MAX)))
                .isEqualTo("200");
    }

    @Test
    void errorsOfRoutingAndParsingAreProblemRecords() {
        assertThat(node.get("auditor", "/v1/nowhere")).isEqualTo("404 service.request.nowhere");
        var wrongMethod = node.send("auditor", "DELETE", "/v1/notes", BodyPublishers.noBody());
        assertThat(SmallNode.code(wrongMethod)).isEqualTo("405 service.request.method-unsuited");
        assertThat(wrongMethod.headers().firstValue("Allow"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("GET", "POST"));
        assertThat(node.get("auditor", "/v1/notes", "Accept", "text/csv"))
                .isEqualTo("406 service.request.answer-unsuited");
        assertThat(node.post("investigator", "/v1/notes", "text", "Content-Type", "text/plain"))
                .isEqualTo("415 service.request.type-unsuited");
        assertThat(node.post("investigator", "/v1/notes", "{")).isEqualTo("400 service.request.unreadable");
        assertThat(node.post("investigator", "/v1/notes", "")).isEqualTo("400 service.request.unreadable");
        assertThat(node.post("investigator", "/v1/notes", "{}")).isEqualTo("400 service.request.malformed");
        assertThat(node.get("auditor", "/v1/notes?limit=many")).isEqualTo("400 service.request.malformed");
        assertThat(node.get("auditor", "/v1//notes")).isEqualTo("400 service.request.malformed");
    }

    @Test
    void aFaultHasTheStatusOfItsCode() {
        assertThat(node.get("auditor", "/v1/faults/small.note.locked")).isEqualTo("409 small.note.locked");
        assertThat(node.get("auditor", "/v1/faults/primitives.txid.malformed"))
                .isEqualTo("400 primitives.txid.malformed");
        assertThat(node.get("auditor", "/v1/faults/small.note.unlisted")).isEqualTo("500 small.note.unlisted");
        var busy = node.send("auditor", "GET", "/v1/faults/small.note.busy", BodyPublishers.noBody());
        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("Retry-After")).contains("5");
        var defect = node.send("auditor", "GET", "/v1/faults/defect", BodyPublishers.noBody());
        assertThat(SmallNode.code(defect)).isEqualTo("500 service.request.failed");
        assertThat(defect.body()).doesNotContain("secret");
    }

    /** Refused connections, too many of them, a shutdown, a cancelled statement, a lock, an ended transaction. */
    @Test
    void aDatabaseThatDoesNotServeIsNoDefect() {
        for (String state : new String[] {"08001", "08006", "53300", "57P01", "57014", "55P03", "25P04"}) {
            var away = node.send("auditor", "GET", "/v1/faults/sqlstate-" + state, BodyPublishers.noBody());
            assertThat(SmallNode.code(away)).as(state).isEqualTo("503 service.database.unavailable");
            assertThat(away.headers().firstValue("Retry-After")).contains("5");
        }
        assertThat(node.get("auditor", "/v1/faults/sqlstate-23505")).isEqualTo("500 service.request.failed");
        assertThat(node.get("auditor", "/v1/faults/sqlstate-42601")).isEqualTo("500 service.request.failed");
    }

    @Test
    void answersAreNeitherCachedNorInterpreted() {
        var headers = node.send("auditor", "GET", "/v1/notes", BodyPublishers.noBody())
                .headers();
        assertThat(headers.firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    }
}
