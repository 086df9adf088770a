package org.holdfast.chain.evm.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.holdfast.chain.evm.generate.ReplayNode;
import org.holdfast.chain.evm.generate.ReplayNode.Raw;
import org.holdfast.chain.evm.generate.ReplayNode.Reply;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A node, or a server before it, that does not answer as it should for some time: it is waited for, with its words. */
class NodeFaultsTest {
    private static final int LONG = 1_000;
    private static final Map<String, String> HTML = Map.of("Content-Type", "text/html");

    /** An answer of HTTP, and the words of it in the message of the source. */
    record Fault(Raw answer, String said) {}

    static Fault[] faults() {
        String page = "<!DOCTYPE html>\n<html><head><title>%s</title></head><body>x</body></html>";
        return new Fault[] {
            new Fault(
                    new Raw(200, HTML, page.formatted("Welcome to nginx!")),
                    "no whole JSON, it begins with \"Welcome to nginx!\""),
            new Fault(Raw.of(200, ""), "the node's answer is empty"),
            new Fault(
                    Raw.of(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"ha"), "no whole JSON, it begins with \"{"),
            new Fault(Raw.of(200, "{}"), "does not answer every call, it says \"{}\""),
            new Fault(Raw.of(200, "\"starting\""), "it says \"\"starting\"\""),
            new Fault(new Raw(500, HTML, page.formatted("Oops")), "HTTP status 500, \"Oops\""),
            new Fault(new Raw(502, HTML, page.formatted("502 Bad Gateway")), "HTTP status 502, \"502 Bad Gateway\""),
            new Fault(
                    Raw.of(503, "loading \u001b[1m block index\nmore"),
                    "HTTP status 503, \"loading \\u001b[1m block index\""),
            new Fault(Raw.of(504, ""), "HTTP status 504, \"\""),
            new Fault(
                    new Raw(429, Map.of("Retry-After", "0"), "slow down"),
                    "asks for patience: HTTP status 429, \"slow down\""),
            new Fault(
                    Raw.of(401, "{\"error\":{\"code\":1,\"message\":\"must authenticate\"}}"),
                    "HTTP status 401, \"must authenticate\""),
            new Fault(Raw.of(403, "{\"message\":\"key disabled\"}"), "HTTP status 403, \"key disabled\""),
            new Fault(Raw.of(404, "no such project"), "HTTP status 404, \"no such project\""),
            new Fault(Raw.of(405, ""), "HTTP status 405"),
            new Fault(
                    Raw.of(500, "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32603,\"message\":\"database closed\"}}"),
                    "-32603 \"database closed\""),
            new Fault(
                    Raw.of(200, "{\"id\":null,\"error\":{\"code\":-32055,\"message\":\"No nodes available\"}}"),
                    "-32055 \"No nodes available\""),
            new Fault(Raw.of(200, "{\"error\":\"busy\"}"), "busy")
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatTheServerSaysIsSaidAndItIsWaitedFor(Fault fault) {
        try (var node = ReplayNode.start(EvmRpcBlockSourceTest.BLOCKS);
                var source = source(node, NodeSettings.Parts.USUAL, Duration.ofMillis(250))) {
            assertThat(source.blockAt(5)).isPresent();
            node.answerNext(LONG, fault.answer);
            assertThatThrownBy(() -> source.refAt(5))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining(fault.said);
            // Blocks are read ahead: the fault may come between a block and its parts.
            assertThatThrownBy(() -> source.blockAt(9))
                    .isInstanceOfAny(SourceUnavailableException.class, InputFaultException.class);
            node.answerNext(0, fault.answer);
            assertThat(source.blockAt(9).orElseThrow().ref())
                    .isEqualTo(EvmRpcBlockSourceTest.BLOCKS.get(9).ref());
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aNodeThatIsAwayAtTheStartIsFoundOutAboutLater(Fault fault) {
        try (var node = ReplayNode.start(EvmRpcBlockSourceTest.BLOCKS);
                var source = source(node, NodeSettings.Parts.USUAL, Duration.ofMillis(250))) {
            node.answerNext(LONG, fault.answer);
            assertThatThrownBy(source::segments)
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining(fault.said);
            node.answerNext(0, fault.answer);
            assertThat(source.segments()).hasSize(1);
        }
    }

    /** Without the usual waits, nine attempts would be made at once. */
    @ParameterizedTest
    @CsvSource({"0", "-5", "'Wed, 21 Oct 2015 07:28:00 GMT'"})
    void aNodeThatAsksForNoPatienceIsNotHammered(String retryAfter) {
        try (var node = ReplayNode.start(EvmRpcBlockSourceTest.BLOCKS);
                var source = source(node, NodeSettings.Parts.USUAL, Duration.ofSeconds(1))) {
            assertThat(source.refAt(1)).isPresent();
            int before = node.requests();
            node.answerNext(LONG, new Raw(429, Map.of("Retry-After", retryAfter), ""));
            assertThatThrownBy(() -> source.refAt(2)).isInstanceOf(SourceUnavailableException.class);
            // At 0, 0.2 and 0.6 seconds; the next one would be after 1.4.
            assertThat(node.requests() - before).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-32000 | header not found",
                "-32603 | Internal error",
                "-32002 | resource unavailable",
                "-32000 | node is syncing",
                "429 | your plan allows 25 requests per second",
                "-32005 | limit exceeded",
                "-31999 | words that nobody has said before",
                "-32000 | missing trie node ab12 (path )"
            })
    void anErrorInsideAnAnswerIsSaidAndWaitedFor(int code, String words) {
        var error = new AtomicReference<@Nullable Reply>();
        BiFunction<String, JsonNode, Optional<Reply>> faulty = (method, parameters) ->
                method.equals("eth_chainId") ? Optional.empty() : Optional.ofNullable(error.get());
        try (var node = ReplayNode.start(EvmRpcBlockSourceTest.BLOCKS, faulty);
                var source = source(node, NodeSettings.Parts.USUAL, Duration.ofMillis(250))) {
            assertThat(source.blockAt(5)).isPresent();
            error.set(new Reply(true, "{\"code\":" + code + ",\"message\":\"" + words + "\"}"));
            assertThatThrownBy(() -> source.blockAt(9)).hasMessageContaining(words);
            assertThatThrownBy(() -> source.refAt(9)).hasMessageContaining(words);
            assertThatThrownBy(source::segments).hasMessageContaining(words);
            error.set(null);
            assertThat(source.blockAt(9).orElseThrow().ref())
                    .isEqualTo(EvmRpcBlockSourceTest.BLOCKS.get(9).ref());
        }
    }

    /** Status, log and health are open to people who have no business with the key. */
    @Test
    void aKeyInTheAddressIsNotRepeated() {
        String key = "0123456789abcdef0123456789abcdef";
        BiFunction<String, JsonNode, Optional<Reply>> faulty = (method, parameters) ->
                Optional.of(new Reply(true, "{\"code\":-32000,\"message\":\"project " + key + " is paused\"}"));
        try (var node = ReplayNode.start(EvmRpcBlockSourceTest.BLOCKS, faulty)) {
            var http = URI.create(node.http() + "/v3/" + key);
            var usual = EvmRpcBlockSourceTest.settings(EvmRpcBlockSourceTest.CHAIN, http);
            try (var calls = new NodeCalls(Web3jNode.at(usual), usual.limits())) {
                assertThat(calls.ask(NodeCalls.Call.of("eth_chainId")))
                        .isEqualTo(
                                new NodeCalls.Answer.Refused(Refusal.MAY_PASS, -32_000, "\"project *** is paused\""));
                node.answerNext(1, Raw.of(404, "no project " + key));
                assertThat(calls.ask(NodeCalls.Call.of("eth_chainId")).toString())
                        .contains("no project ***")
                        .doesNotContain(key);
            }
        }
    }

    @Test
    void anErrorThatPassesSoonIsNotNoticed() {
        var left = new AtomicInteger();
        BiFunction<String, JsonNode, Optional<Reply>> faulty =
                (method, parameters) -> method.startsWith("debug_") && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0
                        ? Optional.of(new Reply(true, "{\"code\":-32603,\"message\":\"busy\"}"))
                        : Optional.empty();
        try (var node = ReplayNode.start(EvmRpcBlockSourceTest.BLOCKS, faulty);
                var source = source(node, NodeSettings.Parts.USUAL, Duration.ofSeconds(3))) {
            assertThat(source.blockAt(5)).isPresent();
            left.set(4);
            assertThat(source.blockAt(9)).isPresent();
            assertThat(left).hasValue(0);
        }
    }

    /** Some nodes say with an error what others say with null. */
    @Test
    void anErrorForABlockAboveTheTipIsNoBlock() {
        BiFunction<String, JsonNode, Optional<Reply>> strict =
                (method, parameters) -> method.equals("eth_getBlockByNumber")
                                && parameters.path(0).asString("").equals("0x64")
                        ? Optional.of(new Reply(true, "{\"code\":-32000,\"message\":\"header not found\"}"))
                        : Optional.empty();
        try (var node = ReplayNode.start(EvmRpcBlockSourceTest.BLOCKS, strict);
                var source = source(node, NodeSettings.Parts.USUAL, Duration.ofSeconds(3))) {
            assertThat(source.blockAt(100)).isEmpty();
            assertThat(source.blockAt(99)).isPresent();
        }
    }

    /** Chains with kinds of their own cannot be followed past the first; that is said, and blocks before are read. */
    @ParameterizedTest
    @CsvSource({
        "0x7e, 0x1, kind 0x7e (a deposit of the OP stack)",
        "0x64, 0x1, kind 0x64 (a deposit of Arbitrum)",
        "0x79, 0x1, kind 0x79",
        "0x0, 0x0, 'kind 0x0, without a signature'"
    })
    void aTransactionOfAnUnknownKindIsNamedWithItsChain(String kind, String signature, String said) {
        String block = EvmRpcBlockSourceTest.BLOCKS
                .get(9)
                .block()
                .replaceFirst("\"type\":\"0x2\"", "\"type\":\"" + kind + "\"")
                .replaceFirst(
                        "\"r\":\"0x[0-9a-f]+\",\"s\":\"0x[0-9a-f]+\"",
                        "\"r\":\"" + signature + "\",\"s\":\"" + signature + "\"");
        BiFunction<String, JsonNode, Optional<Reply>> other =
                (method, parameters) -> method.equals("eth_getBlockByNumber")
                                && parameters.path(0).asString("").equals("0x9")
                        ? Optional.of(new Reply(false, block))
                        : Optional.empty();
        try (var node = ReplayNode.start(EvmRpcBlockSourceTest.BLOCKS, other);
                var source = source(node, NodeSettings.Parts.USUAL, Duration.ofMillis(250))) {
            assertThat(source.blockAt(8)).isPresent();
            assertThatThrownBy(() -> source.blockAt(9))
                    .hasMessageContaining("evm.transaction.unknown-kind")
                    .hasMessageContaining("of eip155:31337")
                    .hasMessageContaining(said)
                    .hasMessageContaining("./holdfast follow --chain CHAIN --off");
            assertThat(source.blockAt(8)).isPresent();
        }
    }

    static EvmRpcBlockSource source(ReplayNode node, NodeSettings.Parts parts, Duration persistence) {
        NodeSettings usual = EvmRpcBlockSourceTest.settings(EvmRpcBlockSourceTest.CHAIN, node.http());
        var limits =
                new NodeSettings.Limits(5, 3, 2, 1 << 24, Duration.ofSeconds(20), Duration.ofMillis(20), persistence);
        return EvmRpcBlockSource.of(
                new NodeSettings(usual.chain(), usual.http(), null, parts, usual.finality(), limits),
                EvmRpcBlockSourceTest::plain);
    }
}
