package org.holdfast.chain.app.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.chain.spi.InMemoryBlockPublisher;
import org.holdfast.chain.spi.InMemoryBlockSource;
import org.holdfast.chain.spi.TestBlocks;
import org.holdfast.chain.spi.TopicFold;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testkit.MovableClock;
import org.junit.jupiter.api.Test;

class ChainFollowingTest {
    private final InMemoryBlockSource chain = new InMemoryBlockSource(TestBlocks.CHAIN, 0);
    private final StubTroubledSource source = new StubTroubledSource(chain);
    private final InMemoryBlockPublisher.Topic topic = new InMemoryBlockPublisher.Topic(TestBlocks.CHAIN);
    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void followsWhileTheChainGrowsAndReorganises() {
        chain.grow(50);
        try (var run = start()) {
            run.awaitTip(chain.tip());
            for (int depth = 1; depth < 9; depth++) {
                chain.reorganise(depth, depth + 1);
                run.awaitTip(chain.tip());
            }
            assertThat(run.status.retractions()).isEqualTo(36);
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.UP);
        }
        assertThat(fold().chain()).isEqualTo(chain.refs());
    }

    @Test
    void aSourceThatIsAwayOrBrokenForAWhileIsAskedAgain() {
        chain.grow(20);
        try (var run = start()) {
            run.awaitTip(chain.tip());
            source.awayFor(20);
            chain.reorganise(3, 5);
            run.awaitTip(chain.tip());
            source.refusedFor(2);
            chain.grow(1);
            run.awaitTip(chain.tip());
            assertThat(run.status.sourceErrors()).isGreaterThan(10);
            assertThat(run.status.refusals()).isEqualTo(2);
            assertThat(run.status.trouble()).isEmpty();
        }
        assertThat(fold().chain()).isEqualTo(chain.refs());
    }

    @Test
    void whatIsRefusedAgainAndAgainEndsItAfterWhatWasGood() throws Exception {
        chain.grow(20);
        try (var run = start()) {
            run.awaitTip(chain.tip());
            source.refusedFor(FollowRun.SHORT.refusals());
            chain.grow(1);
            assertThat(run.failure()).isInstanceOf(InputFaultException.class).hasMessageContaining("test.block.broken");
        }
        assertThat(fold().chain()).isEqualTo(chain.refs().subList(0, 20));
    }

    @Test
    void aSourceThatIsRefusedFromTheFirstQuestionOnEndsItAtOnce() throws Exception {
        source.refusedFor(1);
        try (var run = start()) {
            assertThat(run.failure()).isInstanceOf(InputFaultException.class);
            assertThat(run.status.refusals()).isEqualTo(1);
        }
    }

    @Test
    void aDeepReorgEndsItAndTakesNothingBack() throws Exception {
        chain.grow(20);
        try (var run = start()) {
            run.awaitTip(chain.tip());
            chain.reorganise(11, 12);
            assertThat(run.failure()).hasMessageContaining("chain.follow.reorg-too-deep");
        }
        assertThat(fold().retractions()).isZero();
    }

    @Test
    void aSilentSourceIsDegradedAndSaidSoOverHttp() throws Exception {
        chain.grow(3);
        try (var run = start();
                var endpoint = FollowEndpoint.open(run.status, 0)) {
            run.awaitTip(chain.tip());
            assertThat(get(endpoint, "/actuator/health").statusCode()).isEqualTo(200);
            source.awayFor(Integer.MAX_VALUE);
            assertThat(OwnProcess.await(() -> run.status.sourceErrors() > 1, Duration.ofMinutes(1)))
                    .isTrue();
            clock.advance(FollowRun.SHORT.silence().plusSeconds(1));
            var health = get(endpoint, "/actuator/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body())
                    .contains("\"status\":\"DEGRADED\"", "\"height\":2", "\"trouble\":\"the node is away\"");
            assertThat(get(endpoint, "/actuator/health/readiness").statusCode()).isEqualTo(200);
            assertThat(get(endpoint, "/actuator/prometheus").body())
                    .contains("holdfast_chain_height{chain=\"test:follow\"} 2.0", "holdfast_chain_source_errors_total");
            source.awayFor(0);
            assertThat(OwnProcess.await(() -> run.status.health() == FollowStatus.Health.UP, Duration.ofMinutes(1)))
                    .isTrue();
        }
    }

    private FollowRun start() {
        return FollowRun.start(source, new InMemoryBlockPublisher(topic), 10, clock);
    }

    private TopicFold fold() {
        return TopicFold.of(topic.records());
    }

    private static HttpResponse<String> get(FollowEndpoint endpoint, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
