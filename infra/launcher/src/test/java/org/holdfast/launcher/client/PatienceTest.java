package org.holdfast.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.holdfast.api.hold.HoldStateResponse;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.servers.LoopbackPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client sends again to a service that was away, and what it does not. */
class PatienceTest {
    private static final String APPROVAL = "POST /v1/holds/h1/approval";
    private static final String READINESS = "GET /actuator/health/readiness";
    private static final HoldId HOLD = new HoldId("h1");
    private static final int PAUSES_MAX = 3;

    private final List<StubService> services = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    @AfterEach
    void stop() {
        services.forEach(StubService::close);
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private StubService open(int port) {
        try {
            var service = new StubService(port);
            services.add(service);
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives up after some pauses; before that, each of them is followed by a change of the service. */
    private Patience changing(Runnable change) {
        return (noAnswer, silent) -> {
            pauses.add(silent);
            if (pauses.size() > PAUSES_MAX) {
                throw noAnswer;
            }
            change.run();
        };
    }

    @Test
    void aRequestThatWasNotHeardIsSentOnceTheServiceIsReady() {
        int port = LoopbackPort.free();
        var client = new HoldsClient(url(port), "token", changing(() -> {
            if (pauses.size() == 1) {
                open(port).on(APPROVAL, 200, new HoldStateResponse("h1", "approved", true));
            } else {
                services.getFirst().on(READINESS, 200, Answers.up());
            }
        }));
        assertThat(client.approve(HOLD).state()).isEqualTo("approved");
        assertThat(services.getFirst().asked().stream().filter(one -> one.startsWith(APPROVAL)))
                .hasSize(1);
        assertThat(services.getFirst().asked()).startsWith(READINESS);
        assertThat(pauses.getFirst()).isZero();
        assertThat(pauses.get(1)).isPositive();
    }

    @Test
    void aCommandWhoseAnswerWasLostIsNotSentAgain() throws Exception {
        try (var breaking = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread breaker = Thread.ofPlatform().start(() -> {
                try (var taken = breaking.accept()) {
                    assertThat(taken.getInputStream().read()).isPositive();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            var client = new HoldsClient(url(breaking.getLocalPort()), "token", changing(() -> {}));
            InputFault fault = refused(() -> client.approve(HOLD));
            breaker.join();
            assertThat(fault.code()).isEqualTo("launcher.service.no-answer");
            assertThat(fault.got()).contains("whether it did what was asked is not known");
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void aQuestionIsAskedAgainWhileTheDatabaseOfTheServiceIsAway() {
        StubService service = open(0).on(READINESS, 200, Answers.up());
        service.refuse("GET /v1/traces/t1", 503, "service.database.unavailable");
        service.refuse(APPROVAL, 503, "service.database.unavailable");
        var client = new TracingClient(
                service.url(),
                "token",
                changing(() -> service.on("GET /v1/traces/t1", 200, Answers.trace("t1", "running"))));
        assertThat(client.trace("t1").waits()).isTrue();
        assertThat(pauses).containsExactly(Duration.ZERO);
        var holds = new HoldsClient(service.url(), "token", changing(() -> {}));
        assertThat(refused(() -> holds.approve(HOLD)).code()).isEqualTo("service.database.unavailable");
    }

    @Test
    void aRefusalOfTheServiceIsNotAwaited() {
        StubService service = open(0).on(READINESS, 200, Answers.up());
        service.refuse("GET /v1/traces/t1", 404, "tracing.trace.unknown");
        var client = new TracingClient(service.url(), "token", changing(() -> {}));
        assertThat(refused(() -> client.trace("t1")).code()).isEqualTo("tracing.trace.unknown");
        assertThat(pauses).isEmpty();
    }

    @Test
    void theEndOfPatienceIsTheEndOfTheRequest() {
        int port = LoopbackPort.free();
        var client = new TracingClient(url(port), "token", changing(() -> {}));
        assertThat(refused(client::chains).code()).isEqualTo("launcher.service.no-answer");
        assertThat(pauses).hasSize(PAUSES_MAX + 1);
        assertThat(refused(() -> client.cancel("t1")).code()).isEqualTo("launcher.service.no-answer");
        assertThat(pauses).as("a cancellation waits for nothing").hasSize(PAUSES_MAX + 1);
    }

    private static InputFault refused(ThrowingCallable call) {
        return catchThrowableOfType(InputFaultException.class, call).fault();
    }
}
