package org.holdfast.chain.app.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.chain.spi.FencedException;
import org.holdfast.chain.spi.InMemoryBlockPublisher;
import org.holdfast.chain.spi.InMemoryBlockSource;
import org.holdfast.chain.spi.TestBlocks;
import org.holdfast.chain.spi.TopicFold;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testkit.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aSourceThatIsAwayForAWhileIsAskedAgain() {
        chain.grow(20);
        try (var run = start()) {
            run.awaitTip(chain.tip());
            source.awayFor(20);
            chain.reorganise(3, 5);
            run.awaitTip(chain.tip());
            assertThat(run.status.sourceErrors()).isGreaterThan(10);
            assertThat(run.status.trouble()).isEmpty();
        }
        assertThat(fold().chain()).isEqualTo(chain.refs());
    }

    @Test
    void whatIsRefusedAgainAndAgainIsWaitedOutAndSaidAndHealsByItself() {
        chain.grow(20);
        try (var run = start()) {
            run.awaitTip(chain.tip());
            source.refuse("test.block.broken");
            chain.grow(1);
            awaitRefusals(run, 20);
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.UP);
            clock.advance(FollowRun.SHORT.patience());
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.DEGRADED);
            assertThat(run.status.trouble()).contains("no usable answer for 30 s", "test.block.broken");
            assertThat(run.log)
                    .filteredOn(line -> line.contains("test.block.broken"))
                    .hasSize(1);
            source.answerAgain();
            run.awaitTip(chain.tip());
            run.awaitState(FollowHealthResponse.AT_TIP);
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.UP);
            assertThat(run.status.trouble()).isEmpty();
            assertThat(run.log).anyMatch(line -> line.endsWith("the source answers again"));
        }
        assertThat(fold().chain()).isEqualTo(chain.refs());
    }

    @Test
    void aSourceThatIsRefusedFromTheFirstQuestionOnIsWaitedFor() {
        source.refuse("bitcoin.node.cookie-unreadable");
        chain.grow(3);
        try (var run = start()) {
            awaitRefusals(run, 10);
            assertThat(run.status.state()).isEqualTo(FollowHealthResponse.STARTING);
            assertThat(run.status.trouble()).contains("bitcoin.node.cookie-unreadable");
            clock.advance(FollowRun.SHORT.patience());
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.DEGRADED);
            source.answerAgain();
            run.awaitTip(chain.tip());
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.UP);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bitcoin.node.wrong-network", "evm.node.other-chain"})
    void aSourceOfAnotherNetworkIsDegradedAtOnceAndHealsWithTheRightOne(String code) throws Exception {
        chain.grow(3);
        try (var run = start();
                var endpoint = FollowEndpoint.open(run.status, 0)) {
            run.awaitTip(chain.tip());
            source.refuse(code);
            run.awaitState(FollowHealthResponse.OTHER_NETWORK);
            var health = get(endpoint, "/actuator/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"status\":\"DEGRADED\"", "\"state\":\"other-network\"", code);
            source.answerAgain();
            chain.grow(1);
            run.awaitTip(chain.tip());
            run.awaitState(FollowHealthResponse.AT_TIP);
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.UP);
        }
        assertThat(fold().retractions()).isZero();
    }

    @Test
    void aDefectInReadingAnAnswerIsWaitedOutAndSaid() {
        chain.grow(3);
        try (var run = start()) {
            run.awaitTip(chain.tip());
            source.fail(new ArrayIndexOutOfBoundsException("Index 7"));
            chain.grow(1);
            awaitRefusals(run, 5);
            assertThat(run.status.trouble()).contains("chain.follow.answer-unreadable", "Index 7");
            source.answerAgain();
            run.awaitTip(chain.tip());
        }
    }

    private static void awaitRefusals(FollowRun run, int more) {
        assertThat(OwnProcess.await(() -> run.status.refusals() > more, Duration.ofMinutes(1)))
                .isTrue();
    }

    @Test
    void aDeepReorgIsDegradedTakesNothingBackAndEndsWithTheOldBranch() throws Exception {
        chain.grow(20);
        try (var run = start();
                var endpoint = FollowEndpoint.open(run.status, 0)) {
            run.awaitTip(chain.tip());
            List<VerifiedBlock> before = chain.active();
            chain.reorganise(11, 12);
            run.awaitState(FollowHealthResponse.OTHER_BRANCH);
            assertThat(get(endpoint, "/actuator/health").body())
                    .contains("\"status\":\"DEGRADED\"", "chain.follow.reorg-too-deep", "--accept-branch 9:");
            assertThat(run.log).anyMatch(line -> line.contains("chain.follow.reorg-too-deep"));
            chain.returnTo(before);
            chain.grow(1);
            run.awaitTip(chain.tip());
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.UP);
        }
        assertThat(fold().retractions()).isZero();
        assertThat(fold().chain()).isEqualTo(chain.refs());
    }

    @Test
    void missingBlocksAreDegradedNamedEverywhereAndPublishedOnceTheyAreThere() throws Exception {
        chain.grow(20);
        try (var run = start();
                var endpoint = FollowEndpoint.open(run.status, 0)) {
            run.awaitTip(chain.tip());
            chain.pruneBelow(27);
            chain.grow(20);
            run.awaitState(FollowHealthResponse.BLOCKS_MISSING);
            var health = get(endpoint, "/actuator/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body())
                    .contains("\"status\":\"DEGRADED\"", "\"missingFirst\":20", "\"missingLast\":26")
                    .contains("chain.follow.blocks-missing", "blocks 20 to 26", InMemoryBlockSource.WORDS);
            assertThat(get(endpoint, "/actuator/prometheus").body())
                    .contains("holdfast_chain_missing_blocks{chain=\"test:follow\"} 7.0")
                    .contains("holdfast_chain_degraded{chain=\"test:follow\"} 1.0");
            assertThat(run.log).anyMatch(line -> line.contains("blocks 20 to 26"));
            chain.handOutAll();
            run.awaitTip(chain.tip());
            run.awaitState(FollowHealthResponse.AT_TIP);
            assertThat(get(endpoint, "/actuator/health").body())
                    .contains("\"status\":\"UP\"", "\"missingFirst\":-1", "\"trouble\":\"\"");
        }
        assertThat(fold().chain()).isEqualTo(chain.refs());
    }

    @Test
    void aSourceThatLostItsBlocksIsDegradedOnceItHasHadTimeToCatchUp() {
        chain.grow(20);
        try (var run = start()) {
            run.awaitTip(chain.tip());
            List<VerifiedBlock> before = chain.active();
            chain.shrink(19);
            run.awaitState(FollowHealthResponse.SOURCE_BEHIND);
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.UP);
            clock.advance(FollowRun.SHORT.patience());
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.DEGRADED);
            assertThat(run.status.trouble()).contains("chain.follow.source-behind", "height 19", "ends with 0:");
            chain.returnTo(before);
            run.awaitState(FollowHealthResponse.AT_TIP);
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.UP);
            assertThat(run.status.trouble()).isEmpty();
        }
        assertThat(fold().retractions()).isZero();
    }

    @Test
    void aSourceThatHangsIsDegradedThoughItRefusesNothing() {
        chain.grow(3);
        try (var run = start()) {
            run.awaitTip(chain.tip());
            source.hang();
            assertThat(OwnProcess.await(source::hangs, Duration.ofMinutes(1))).isTrue();
            clock.advance(FollowRun.SHORT.patience());
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.DEGRADED);
            assertThat(run.status.trouble()).contains("no usable answer for 30 s");
            source.answerAgain();
            assertThat(OwnProcess.await(() -> run.status.health() == FollowStatus.Health.UP, Duration.ofMinutes(1)))
                    .isTrue();
        }
    }

    @Test
    void aSourceThatAnswersFromMemoryWhileItsTipIsAwayIsSilent() {
        chain.grow(3);
        try (var run = start()) {
            run.awaitTip(chain.tip());
            source.tipAway(true);
            assertThat(OwnProcess.await(() -> run.status.sourceErrors() > 3, Duration.ofMinutes(1)))
                    .isTrue();
            clock.advance(FollowRun.SHORT.patience());
            long errors = run.status.sourceErrors();
            assertThat(OwnProcess.await(() -> run.status.sourceErrors() > errors + 3, Duration.ofMinutes(1)))
                    .isTrue();
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.DEGRADED);
            assertThat(run.status.trouble()).contains("no peer answers");
            source.tipAway(false);
            assertThat(OwnProcess.await(() -> run.status.health() == FollowStatus.Health.UP, Duration.ofMinutes(1)))
                    .isTrue();
        }
    }

    @Test
    void aSourceThatIsAwayFromTheStartIsWaitedFor() {
        source.awayFor(Integer.MAX_VALUE);
        chain.grow(3);
        try (var run = start()) {
            assertThat(OwnProcess.await(() -> run.status.sourceErrors() > 3, Duration.ofMinutes(1)))
                    .isTrue();
            assertThat(run.status.state()).isEqualTo(FollowHealthResponse.STARTING);
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.UP);
            clock.advance(FollowRun.SHORT.patience());
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.DEGRADED);
            assertThat(run.status.trouble()).contains("no usable answer for 30 s", "the node is away");
            source.awayFor(0);
            run.awaitTip(chain.tip());
        }
    }

    @Test
    void blocksThatCannotBePublishedAreDegraded() {
        chain.grow(3);
        var gate = new CountDownLatch(1);
        try (var run =
                FollowRun.start(source, new StubSlowPublisher(new InMemoryBlockPublisher(topic), gate), 10, clock)) {
            run.awaitState(FollowHealthResponse.AT_TIP);
            clock.advance(FollowRun.SHORT.patience());
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.DEGRADED);
            assertThat(run.status.trouble()).contains("none could be published for 30 s");
            gate.countDown();
            run.awaitTip(chain.tip());
            assertThat(OwnProcess.await(() -> run.status.health() == FollowStatus.Health.UP, Duration.ofMinutes(1)))
                    .isTrue();
            assertThat(run.status.trouble()).isEmpty();
        }
    }

    @Test
    void aPartThatIsNotNeededIsNoticedAtOnceAndBlocksArePublishedMeanwhile() {
        source.notice("tcp://127.0.0.1:1 announces nothing");
        chain.grow(3);
        try (var run = start()) {
            run.awaitTip(chain.tip());
            assertThat(run.status.health()).isEqualTo(FollowStatus.Health.DEGRADED);
            assertThat(run.status.trouble()).isEqualTo("tcp://127.0.0.1:1 announces nothing");
            assertThat(run.log).anyMatch(line -> line.endsWith("tcp://127.0.0.1:1 announces nothing"));
        }
    }

    @Test
    void aFollowerThatWaitsWhileAnImportTakesOverEnds() throws Exception {
        chain.grow(5);
        try (var run = start()) {
            run.awaitTip(chain.tip());
            chain.pruneBelow(8);
            chain.grow(5);
            run.awaitState(FollowHealthResponse.BLOCKS_MISSING);
            try (var other = new InMemoryBlockPublisher(topic)) {
                chain.active().subList(5, 8).forEach(other::publish);
                assertThat(run.failure()).isInstanceOf(FencedException.class);
            }
        }
        try (var run = start()) {
            run.awaitTip(chain.tip());
        }
        assertThat(fold().chain()).isEqualTo(chain.refs());
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
            clock.advance(FollowRun.SHORT.patience());
            var health = get(endpoint, "/actuator/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body())
                    .contains("\"status\":\"DEGRADED\"", "\"height\":2", "given no usable answer", "the node is away");
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
