package org.holdfast.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.holdfast.api.health.HealthResponse;
import org.holdfast.api.index.CheckResponse;
import org.holdfast.api.label.LabelsRequest;
import org.holdfast.api.label.LabelsResponse;
import org.holdfast.api.trace.BoundsRequest;
import org.holdfast.api.trace.PathsRequest;
import org.holdfast.api.trace.SensitivityResponse;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracingClientTest {
    private StubService service;
    private TracingClient client;

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        client = new TracingClient(service.url(), "a-token");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static InputFault refused(ThrowingCallable call) {
        return catchThrowableOfType(InputFaultException.class, call).fault();
    }

    @Test
    void everyRequestCarriesTheToken() {
        service.on("GET /v1/chains", 200, Answers.chains());
        assertThat(client.chains()).isEqualTo(Answers.chains());
        service.endStreams();
        service.stream("GET /v1/traces/t1/events", "progress", Answers.trace("t1", "running"));
        client.progress("t1", trace -> {});
        assertThat(service.tokens()).containsExactly("a-token", "a-token");
    }

    @Test
    void eachQuestionIsSentToItsOwnAddress() {
        var trace = new TraceRequest("c:1", null, null, List.of("fifo"), null, null, null, null, null, null);
        var paths = new PathsRequest("c:1", null, null, "bc1q", null);
        var bounds = new BoundsRequest("c:1", null, null, null, null, null);
        for (String path : List.of("traces", "paths", "bounds")) {
            service.on("POST /v1/" + path + "?wait=3", 202, Answers.trace(path, "queued"));
        }
        assertThat(client.ask(trace, 3).traceId()).isEqualTo("traces");
        assertThat(client.ask(paths, 3).traceId()).isEqualTo("paths");
        assertThat(client.ask(bounds, 3).traceId()).isEqualTo("bounds");
        assertThat(service.asked())
                .containsExactly(
                        "POST /v1/traces?wait=3 {\"chain\":\"c:1\",\"policies\":[\"fifo\"]}",
                        "POST /v1/paths?wait=3 {\"chain\":\"c:1\",\"target\":\"bc1q\"}",
                        "POST /v1/bounds?wait=3 {\"chain\":\"c:1\"}");
    }

    @Test
    void anIndexIsCheckedByItsChain() {
        service.on("POST /v1/chains/" + Answers.REGTEST + "/check", 200, new CheckResponse(true));
        assertThat(client.check(new ChainId(Answers.REGTEST)).sound()).isTrue();
    }

    @Test
    void aTraceIsReadCancelledAndPrintedAsItStands() {
        service.on("GET /v1/traces/t1", 200, Answers.trace("t1", "running"))
                .on("POST /v1/traces/t1/cancellation", 200, Answers.trace("t1", "cancelled"))
                .onText("GET /v1/traces/t1/result", 200, "application/json", "{\"b\":1, \"a\":2}");
        assertThat(client.trace("t1").waits()).isTrue();
        assertThat(client.cancel("t1").waits()).isFalse();
        assertThat(client.writtenResult("t1")).isEqualTo("{\"b\":1, \"a\":2}");
    }

    @Test
    void aPageIsAskedForByItsCursor() {
        var page = new SensitivityResponse("t1", List.of("fifo"), 3, List.of(), "2");
        service.on("GET /v1/traces/t1/sensitivity", 200, page)
                .on(
                        "GET /v1/traces/t1/sensitivity?cursor=2",
                        200,
                        new SensitivityResponse("t1", List.of("fifo"), 3, List.of(), null));
        assertThat(client.sensitivity("t1", null).nextCursor()).isEqualTo("2");
        assertThat(client.sensitivity("t1", "2").nextCursor()).isNull();
    }

    @Test
    void labelsArePut() {
        service.on("PUT /v1/labels", 200, new LabelsResponse(1, 0, 0, List.of()));
        var entry = new LabelsRequest.LabelEntry("c:1", "addr", "exchange-a", "exchange", 900);
        assertThat(client.putLabels(new LabelsRequest("own", List.of(entry))).added())
                .isEqualTo(1);
        assertThat(service.asked().getFirst()).contains("\"confidencePerMille\":900");
    }

    @Test
    void badHealthIsAnAnswerToo() {
        service.on("GET /actuator/health", 503, new HealthResponse(HealthResponse.DOWN, null))
                .on("GET /actuator/health/readiness", 200, Answers.up());
        assertThat(client.health().up()).isFalse();
        assertThat(client.readiness().up()).isTrue();
    }

    @Test
    void everyEventOfAStreamIsPassedOn() {
        service.endStreams();
        String first = ContractJson.write(Answers.trace("t1", "queued"));
        String second = ContractJson.write(Answers.trace("t1", "running"));
        service.onText(
                "GET /v1/traces/t1/events",
                200,
                "text/event-stream",
                "event:progress\ndata:" + first + "\n\n:still queued\n\nevent:progress\ndata:" + second + "\n\n");
        var states = new ArrayList<String>();
        client.progress("t1", trace -> states.add(trace.state()));
        assertThat(states).containsExactly("queued", "running");
    }

    @Test
    void aProblemBecomesItsFault() {
        service.refuse("GET /v1/traces/t1", 404, "tracing.trace.unknown");
        assertThat(refused(() -> client.trace("t1")))
                .isEqualTo(new InputFault(
                        "tracing.trace.unknown",
                        "a stub refuses",
                        "stub",
                        "another request",
                        "this one",
                        "ask otherwise"));
        service.refuse("GET /v1/traces/t1/events", 429, "tracing.service.busy");
        assertThat(refused(() -> client.progress("t1", trace -> {})).code()).isEqualTo("tracing.service.busy");
        service.refuse("GET /v1/traces/t1/result", 409, "tracing.trace.not-finished");
        assertThat(refused(() -> client.writtenResult("t1")).code()).isEqualTo("tracing.trace.not-finished");
    }

    @Test
    void aRefusalWithoutAProblemIsQuotedWithItsStatus() {
        service.onText("GET /v1/chains", 502, "text/html", "<h1>Bad\u001b[31m Gateway</h1>");
        InputFault fault = refused(client::chains);
        assertThat(fault.code()).isEqualTo("launcher.service.refused");
        assertThat(fault.where()).isEqualTo("GET /v1/chains");
        assertThat(fault.got()).isEqualTo("502 \"<h1>Bad\\u001b[31m Gateway</h1>\"");
    }

    @Test
    void anAnswerOfAnotherContractNamesWhatIsMissing() {
        service.onText("GET /v1/chains", 200, "application/json", "{\"chains\":[]}");
        InputFault fault = refused(client::chains);
        assertThat(fault.code()).isEqualTo("launcher.service.other-contract");
        assertThat(fault.got()).contains("ledgers");
        assertThat(fault.expected()).contains("ChainsResponse");
    }

    @Test
    void anAnswerThatIsNoJsonIsNoAnswer() {
        service.onText("GET /v1/chains", 200, "text/html", "<html>");
        assertThat(refused(client::chains).code()).isEqualTo("launcher.service.no-answer");
    }

    @Test
    void aServiceThatIsAwayIsNamedWithItsAddress() {
        String url = service.url();
        service.close();
        InputFault fault = refused(client::chains);
        assertThat(fault.code()).isEqualTo("launcher.service.no-answer");
        assertThat(fault.where()).isEqualTo(url + "/v1/chains");
        assertThat(refused(client::health).code()).isEqualTo("launcher.service.no-answer");
    }

    @Test
    void aTraceIdCannotLeaveItsPlaceInThePath() {
        assertThat(refused(() -> client.trace("../labels?x=1")).code()).isEqualTo("stub.request.unknown");
        assertThat(service.asked()).containsExactly("GET /v1/traces/..%2Flabels%3Fx%3D1");
    }
}
