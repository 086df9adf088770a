package org.holdfast.chain.bitcoin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.node.http.JsonRpcNode;
import org.holdfast.chain.bitcoin.node.http.NodeCredentials;
import org.holdfast.chain.bitcoin.node.http.NodeHttp;
import org.holdfast.chain.spi.BlockSourceContract;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong between an adapter and its node. */
class JsonRpcNodeIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    BitcoinRegtestNode node;

    @BeforeEach
    void sharedNode() {
        node = SharedRegtest.node();
    }

    @Nested
    class TheNode {
        @Test
        void refusesWrongCredentialsAtOnce() throws Exception {
            try (var proxy = new StubProxy(node);
                    var source = source(proxy.uri(), new NodeCredentials.UserPassword("holdfast", "not-this-one"))) {
                proxy.status(401);
                assertThatThrownBy(source::segments)
                        .isInstanceOf(InputFaultException.class)
                        .hasMessageContaining("bitcoin.node.wrong-credentials")
                        .hasMessageNotContaining("not-this-one");
                assertThat(proxy.requests()).as("requests").isEqualTo(1);
            }
            try (var source = source(node.rpc(), new NodeCredentials.UserPassword("holdfast", "not-this-one"))) {
                assertThatThrownBy(source::segments).hasMessageContaining("bitcoin.node.wrong-credentials");
            }
        }

        @Test
        void takesItsCookieAndTheNextOneAfterARestart() throws Exception {
            Path cookie = node.cookie();
            var credentials = new NodeCredentials.CookieFile(folder.resolve("cookie"));
            try (var source = source(node.rpc(), credentials)) {
                assertThatThrownBy(source::segments).hasMessageContaining("bitcoin.node.cookie-unreadable");
                Files.writeString(folder.resolve("cookie"), "holdfast:of another start");
                assertThatThrownBy(source::segments).hasMessageContaining("bitcoin.node.wrong-credentials");
                Files.copy(cookie, folder.resolve("cookie"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                assertThat(source.segments()).hasSize(1);
            }
        }

        @Test
        void isRefusedWhenItIsOnAnotherNetwork() {
            try (var other = BitcoinRegtestNode.start(folder, "main");
                    var source = source(other.rpc(), SharedRegtest.credentials(other))) {
                assertThatThrownBy(source::segments)
                        .isInstanceOf(InputFaultException.class)
                        .hasMessageContaining("bitcoin.node.wrong-network")
                        .hasMessageContaining("\"main\"")
                        .hasMessageContaining("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
                assertThatThrownBy(() -> source.blockAt(0)).hasMessageContaining("bitcoin.node.wrong-network");
            }
        }

        @Test
        void mayDieAndComeBackWhileItIsAsked() throws Exception {
            try (var own = BitcoinRegtestNode.start(folder);
                    var source = source(own.rpc(), SharedRegtest.credentials(own));
                    var other = Executors.newSingleThreadExecutor()) {
                own.mine(40);
                for (long height = 0; height < 20; height++) {
                    assertThat(source.blockAt(height)).isPresent();
                }
                own.kill();
                var back = other.submit(own::restart);
                for (long height = 20; height <= 40; height++) {
                    assertThat(source.blockAt(height).map(VerifiedBlock::ref))
                            .map(BlockRef::height)
                            .contains(height);
                }
                back.get();
                assertThat(source.segments().getLast().last().height()).isEqualTo(40);
                BlockRef tip = source.refAt(40).orElseThrow();
                own.mine(1);
                assertThat(source.awaitNewTip(tip, BlockSourceContract.CHANGE_MAX))
                        .isTrue();
            }
        }

        @Test
        void isReportedAwayAfterABoundedNumberOfTries() {
            URI silent = URI.create("http://127.0.0.1:" + LoopbackPort.free() + "/");
            try (var source = source(silent, SharedRegtest.credentials(node))) {
                assertThatThrownBy(source::segments)
                        .isInstanceOf(SourceUnavailableException.class)
                        .hasMessageContaining(NodeHttp.TRIES_MAX + " tries")
                        .hasMessageContaining(silent.getAuthority());
            }
        }
    }

    @Nested
    class TheAnswer {
        @Test
        void ofANodeThatIsStillSyncingCanBeUsedAndSaysSo() throws Exception {
            try (var proxy = new StubProxy(node);
                    var source = source(proxy.uri(), SharedRegtest.credentials(node))) {
                assertThat(source.state().syncing()).isFalse();
                long height = node.height();
                proxy.change((request, answer) -> answer.replace(
                        "\"headers\":" + height, "\"headers\":" + (height + 7) + ",\"initialblockdownload\":true"));
                assertThat(source.state().syncing()).isTrue();
                assertThat(source.state().initialDownload()).isTrue();
                assertThat(source.state().behind()).isEqualTo(7);
                assertThat(source.segments().getLast().last().height()).isEqualTo(height);
                assertThat(source.blockAt(height)).isPresent();
                assertThat(source.blockAt(height + 1)).isEmpty();
            }
        }

        @Test
        void ofANodeThatWarmsUpIsAwaited() throws Exception {
            try (var proxy = new StubProxy(node);
                    var source = source(proxy.uri(), SharedRegtest.credentials(node))) {
                String warmUp =
                        "{\"result\":null,\"error\":{\"code\":-28,\"message\":\"Loading block index\"},\"id\":0}";
                proxy.change((request, answer) -> proxy.requests() < 4 ? warmUp : answer);
                assertThat(source.segments()).hasSize(1);
                proxy.change((request, answer) -> warmUp);
                assertThatThrownBy(source::segments)
                        .isInstanceOf(SourceUnavailableException.class)
                        .hasMessageContaining("Loading block index");
            }
        }

        /** Bitcoin Core answers an error with HTTP 500 and the same JSON; what counts is the JSON. */
        @Test
        void mayComeUnderAnyStatusThatIsNoRefusal() throws Exception {
            try (var proxy = new StubProxy(node);
                    var source = source(proxy.uri(), SharedRegtest.credentials(node))) {
                proxy.status(500);
                assertThat(source.segments()).hasSize(1);
                assertThat(source.blockAt(node.height() + 1)).isEmpty();
                assertThat(source.block(BlockHash.parse("00".repeat(31) + "01")))
                        .isEmpty();
                assertThat(source.blockAt(7)).isPresent();
                proxy.status(403);
                assertThatThrownBy(source::segments).hasMessageContaining("bitcoin.node.wrong-credentials");
            }
        }

        @Test
        void thatIsGarbageIsRefusedAndNothingIsHandedOut() throws Exception {
            try (var proxy = new StubProxy(node);
                    var source = source(proxy.uri(), SharedRegtest.credentials(node))) {
                assertThat(source.blockAt(9)).isPresent();
                for (String garbage : new String[] {
                    "<html>", "", "null", "{}", "[]", "{\"result\":7}", "{\"result\":\"zz\"}", "{\"result\":[]}", "[1]"
                }) {
                    proxy.change((request, answer) -> garbage);
                    assertThatThrownBy(() -> source.blockAt(10))
                            .as(garbage)
                            .isInstanceOf(InputFaultException.class)
                            .hasMessageContaining("bitcoin.node.garbled-answer");
                    assertThatThrownBy(source::segments)
                            .as(garbage)
                            .isInstanceOf(InputFaultException.class)
                            .hasMessageContaining("bitcoin.node.garbled-answer");
                }
                proxy.change((request, answer) -> answer);
                assertThat(source.blockAt(10)).isPresent();
            }
        }

        @Test
        void thatIsHalfABlockIsRefused() throws Exception {
            String hash = node.hashAt(450);
            String raw = node.rawBlock(hash);
            try (var proxy = new StubProxy(node);
                    var source = source(proxy.uri(), SharedRegtest.credentials(node))) {
                for (int bytes : new int[] {0, 40, 80, 81, raw.length() / 4, raw.length() / 2 - 1}) {
                    proxy.change((request, answer) -> answer.replace(raw, raw.substring(0, 2 * bytes)));
                    assertThatThrownBy(() -> source.blockAt(450))
                            .as("%d bytes", bytes)
                            .isInstanceOf(InputFaultException.class)
                            .message()
                            .containsPattern("bitcoin\\.block\\.(truncated|unreadable)");
                }
            }
        }

        @Test
        void thatIsAnotherBlockIsRefused() throws Exception {
            String wanted = node.rawBlock(node.hashAt(450));
            String other = node.rawBlock(node.hashAt(451));
            try (var proxy = new StubProxy(node);
                    var source = source(proxy.uri(), SharedRegtest.credentials(node))) {
                proxy.change((request, answer) -> answer.replace(wanted, other));
                assertThatThrownBy(() -> source.blockAt(450)).hasMessageContaining("bitcoin.block.another-block");
            }
        }

        @Test
        void thatIsCutOffOnTheWayIsAskedForAgain() throws Exception {
            try (var proxy = new StubProxy(node);
                    var source = source(proxy.uri(), SharedRegtest.credentials(node))) {
                assertThat(source.blockAt(9)).isPresent();
                int before = proxy.requests();
                proxy.change((request, answer) -> proxy.requests() < before + 3 ? StubProxy.CUT : answer);
                assertThat(source.blockAt(10)).isPresent();
            }
        }

        @Test
        void thatLacksACallOfABatchIsRefused() throws Exception {
            try (var proxy = new StubProxy(node);
                    var source = source(proxy.uri(), SharedRegtest.credentials(node))) {
                assertThat(source.blockAt(9)).isPresent();
                var firstReply = Pattern.compile("^\\[\\{[^}]*},");
                proxy.change((request, answer) -> firstReply.matcher(answer).replaceFirst("["));
                assertThatThrownBy(() -> source.blockAt(10)).hasMessageContaining("bitcoin.node.garbled-answer");
                var ids = Pattern.compile("\"id\":3");
                proxy.change((request, answer) -> ids.matcher(answer).replaceFirst("\"id\":4"));
                assertThat(source.blockAt(8)).isPresent();
                assertThatThrownBy(() -> source.blockAt(9)).hasMessageContaining("a reply to call 3");
            }
        }

        @Test
        void toAnUnknownCallNamesTheNodesError() throws Exception {
            try (var proxy = new StubProxy(node);
                    var source = source(proxy.uri(), SharedRegtest.credentials(node))) {
                proxy.change((request, answer) -> request.contains("getblockchaininfo")
                        ? "{\"result\":null,\"error\":{\"code\":-32601,\"message\":\"Method not found\"},\"id\":0}"
                        : answer);
                assertThatThrownBy(source::segments)
                        .hasMessageContaining("bitcoin.node.call-failed")
                        .hasMessageContaining("Method not found");
            }
        }
    }

    @Test
    void blocksAreFetchedAheadWithinTheBoundAndOnlyOnDemandAtFirst() throws Exception {
        try (var proxy = new StubProxy(node);
                var source = source(proxy.uri(), SharedRegtest.credentials(node))) {
            var fetched = new AtomicInteger();
            proxy.change((request, answer) -> {
                fetched.addAndGet(request.contains("\"getblock\"") ? 1 : 0);
                return answer;
            });
            assertThat(source.blockAt(5)).isPresent();
            assertThat(fetched).hasValue(1);
            for (int height = 6; height < 26; height++) {
                assertThat(source.blockAt(height)).isPresent();
            }
            int most = 21 + BlocksAhead.AHEAD_MAX;
            assertThat(OwnProcess.await(() -> fetched.get() >= most - 1, BlockSourceContract.CHANGE_MAX))
                    .isTrue();
            assertThat(fetched.get()).isLessThanOrEqualTo(most);
        }
    }

    @Test
    void aWaitEndsWhenTheSourceIsClosed() throws Exception {
        var source = source(node.rpc(), SharedRegtest.credentials(node));
        BlockRef tip = source.segments().getLast().last();
        try (var other = Executors.newSingleThreadExecutor()) {
            var waiting = other.submit(() -> source.awaitNewTip(tip, Duration.ofMinutes(5)));
            source.close();
            try {
                assertThat(waiting.get()).isFalse();
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(SourceUnavailableException.class);
            }
        }
    }

    private static NodeBlockSource source(URI uri, NodeCredentials credentials) {
        return new NodeBlockSource(BitcoinNetwork.REGTEST, new JsonRpcNode(BitcoinNetwork.REGTEST, uri, credentials));
    }
}
