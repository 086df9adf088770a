package org.holdfast.chain.evm.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.holdfast.chain.evm.generate.GeneratedBlock;
import org.holdfast.chain.evm.generate.GeneratedEvmChain;
import org.holdfast.chain.evm.generate.ReplayNode;
import org.holdfast.chain.evm.generate.ReplayNode.Reply;
import org.holdfast.chain.evm.node.NodeSettings.InternalTransfers;
import org.holdfast.chain.evm.node.NodeSettings.Parts;
import org.holdfast.chain.evm.node.NodeSettings.Receipts;
import org.holdfast.chain.evm.node.NodeSettings.Traces;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ways in which a node gives receipts and traces, and fails to. */
class NodePartsTest {
    private static final List<GeneratedBlock> BLOCKS = EvmRpcBlockSourceTest.BLOCKS;
    private static final Set<String> TRACING =
            Set.of("debug_traceBlockByHash", "debug_traceBlockByNumber", "debug_traceTransaction", "trace_block");

    /** What a node answers to some calls. What it is asked is kept. */
    private static final class Script implements BiFunction<String, JsonNode, Optional<Reply>> {
        private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
        private final AtomicReference<BiFunction<String, JsonNode, @Nullable String>> rule =
                new AtomicReference<>((method, parameters) -> null);

        /** The rule gives an error with a leading exclamation mark, a result, or null for the node's own answer. */
        Script(BiFunction<String, JsonNode, @Nullable String> rule) {
            this.rule.set(rule);
        }

        void now(BiFunction<String, JsonNode, @Nullable String> other) {
            rule.set(other);
        }

        long asked(String method) {
            return asked.stream().filter(method::equals).count();
        }

        @Override
        public Optional<Reply> apply(String method, JsonNode parameters) {
            asked.add(method);
            return Optional.ofNullable(rule.get().apply(method, parameters))
                    .map(said -> said.startsWith("!") ? new Reply(true, said.substring(1)) : new Reply(false, said));
        }
    }

    private static String error(int code, String words) {
        return "!{\"code\":" + code + ",\"message\":\"" + words + "\"}";
    }

    private static boolean byHash(JsonNode parameters) {
        return parameters.path(0).asString("").length() > 20;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-32602 | invalid argument 0: hex number > 64 bits",
                "-32600 | unsupported method",
                "-32601 | the method does not exist",
                "-32000 | method not whitelisted",
                "-32000 | archive data needs an upgrade of your plan"
            })
    void receiptsAreAskedForByNumberWhereTheHashIsRefused(int code, String words) {
        var script = new Script((method, parameters) ->
                method.equals("eth_getBlockReceipts") && byHash(parameters) ? error(code, words) : null);
        readsAll(script, Parts.USUAL);
        assertThat(script.asked("eth_getTransactionReceipt")).isZero();
    }

    @Test
    void receiptsAreAskedForOneByOneWhereThatIsTheOnlyWay() {
        var script = new Script(
                (method, parameters) -> method.equals("eth_getBlockReceipts") ? error(-32601, "no such method") : null);
        readsAll(script, Parts.USUAL);
        // Once by hash and once by number, and never again.
        assertThat(script.asked("eth_getBlockReceipts")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"null", "[]"})
    void receiptsThatAreAlwaysAbsentInOneWayAreTakenInAnother(String absent) {
        var script = new Script(
                (method, parameters) -> method.equals("eth_getBlockReceipts") && byHash(parameters) ? absent : null);
        readsAll(script, Parts.USUAL);
        assertThat(script.asked("eth_getTransactionReceipt")).isZero();
    }

    @Test
    void aNodeThatRefusesEveryWayOfGivingReceiptsIsWaitedForWithItsWords() {
        var script = new Script(
                (method, parameters) -> method.contains("Receipt") ? error(-32000, "method not whitelisted") : null);
        try (var node = ReplayNode.start(BLOCKS, script);
                var source = source(node, Parts.USUAL)) {
            assertThatThrownBy(() -> source.blockAt(9))
                    .hasMessageContaining("evm.node.no-receipts")
                    .hasMessageContaining("block-hash: -32000 \"method not whitelisted\"; block-number: ");
            script.now((method, parameters) -> null);
            assertThat(source.blockAt(9)).isPresent();
        }
    }

    @Test
    void receiptsByNumberOfAnotherBlockAreNotTaken() {
        var script = new Script((method, parameters) -> method.equals("eth_getBlockReceipts") && !byHash(parameters)
                ? BLOCKS.get(8).receipts()
                : null);
        try (var node = ReplayNode.start(BLOCKS, script);
                var source = source(node, Parts.USUAL.with(Receipts.BLOCK_NUMBER))) {
            assertThatThrownBy(() -> source.blockAt(9))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining(BLOCKS.get(8).ref().hash().toString());
        }
    }

    /** Not there yet, too few, or of a node that lags: in every way, for some time. */
    @ParameterizedTest
    @CsvSource({
        "eth_getBlockReceipts, null, gives no receipts",
        "eth_getBlockReceipts, [], gives 0 receipts",
        "debug_traceBlockByHash, null, gives no traces",
        "debug_traceBlockByHash, [], gives 0 traces"
    })
    void aPartThatIsNotThereIsWaitedForAndNeverLeftOut(String method, String absent, String said) {
        var script = new Script((asked, parameters) -> null);
        try (var node = ReplayNode.start(BLOCKS, script);
                var source = source(node, Parts.USUAL)) {
            assertThat(source.blockAt(5)).isPresent();
            script.now((asked, parameters) -> {
                boolean same = method.startsWith("debug_")
                        ? TRACING.contains(asked)
                        : asked.startsWith("eth_get") && asked.contains("Receipt");
                return same
                        ? (asked.equals("eth_getTransactionReceipt") || asked.equals("debug_traceTransaction")
                                ? "null"
                                : absent)
                        : null;
            });
            assertThatThrownBy(() -> source.blockAt(9))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining(said);
            script.now((asked, parameters) -> null);
            assertThat(source.blockAt(9).orElseThrow().ref())
                    .isEqualTo(BLOCKS.get(9).ref());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Traces.class,
            names = {"DEBUG_HASH", "DEBUG_NUMBER", "DEBUG_TRANSACTION"})
    void tracesComeInTheWayThatIsLeft(Traces left) {
        var methods = Map.of(
                Traces.DEBUG_HASH, "debug_traceBlockByHash",
                Traces.DEBUG_NUMBER, "debug_traceBlockByNumber",
                Traces.DEBUG_TRANSACTION, "debug_traceTransaction");
        String wanted = Objects.requireNonNull(methods.get(left));
        var script = new Script((method, parameters) ->
                TRACING.contains(method) && !method.equals(wanted) ? error(-32601, "no such method") : null);
        readsAll(script, Parts.USUAL);
        assertThat(script.asked(wanted)).isPositive();
        var alone = new Script((method, parameters) -> null);
        readsAll(alone, Parts.USUAL.with(left));
        assertThat(alone.asked.stream().filter(TRACING::contains)).containsOnly(wanted);
    }

    @Test
    void stepsOfTheMachineAreNoCalls() {
        String steps = "[{\"gas\":21000,\"failed\":false,\"returnValue\":\"\",\"structLogs\":[]}]";
        int count = BLOCKS.get(9).transactions();
        var script = new Script((method, parameters) -> method.equals("debug_traceBlockByHash")
                ? "[" + String.join(",", Collections.nCopies(count, steps.substring(1, steps.length() - 1))) + "]"
                : null);
        readsAll(script, Parts.USUAL);
        assertThat(script.asked("debug_traceBlockByNumber")).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"-32601, the method does not exist", "-32000, method not whitelisted", "-32600, unsupported method"})
    void aNodeWithoutTracesIsAcceptedOnlyWhereThatIsSaid(int code, String words) {
        var script = new Script((method, parameters) -> TRACING.contains(method) ? error(code, words) : null);
        try (var node = ReplayNode.start(BLOCKS, script)) {
            try (var source = source(node, Parts.USUAL)) {
                assertThatThrownBy(() -> source.blockAt(9))
                        .hasMessageContaining("evm.node.no-traces")
                        .hasMessageContaining("debug-hash: " + code + " \"" + words + "\"")
                        .hasMessageContaining("parity: ")
                        .hasMessageContaining("--no-internal-transfers");
                // Nothing is known for good: the address may belong to another node tomorrow.
                script.now((method, parameters) -> null);
                assertThat(source.blockAt(9)).isPresent();
            }
            script.now((method, parameters) -> TRACING.contains(method) ? error(code, words) : null);
            try (var source = source(node, Parts.USUAL.with(InternalTransfers.MAY_BE_MISSING))) {
                assertThat(source.blockAt(9)).isPresent();
            }
        }
    }

    /** A node that starts is not a node that cannot, and one that could trace once is not one that cannot. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aNodeThatFailsToTraceForNowIsNotTakenForOneThatCannot(boolean fromTheStart) {
        var failing = new Script((method, parameters) -> null);
        String words = fromTheStart ? error(-32603, "starting") : error(-32601, "no such method");
        BiFunction<String, JsonNode, @Nullable String> fault =
                (method, parameters) -> TRACING.contains(method) ? words : null;
        try (var node = ReplayNode.start(BLOCKS, failing);
                var source = source(node, Parts.USUAL.with(InternalTransfers.MAY_BE_MISSING))) {
            if (!fromTheStart) {
                assertThat(source.blockAt(5)).isPresent();
            }
            failing.now(fault);
            assertThatThrownBy(() -> source.blockAt(9)).hasMessageContaining(fromTheStart ? "starting" : "no-traces");
            failing.now((method, parameters) -> null);
            assertThat(source.blockAt(9)).isPresent();
        }
    }

    /** The last blocks are empty, as on a quiet chain: they do not show what the node can. */
    @Test
    void emptyBlocksShowNothing() {
        var chain = new GeneratedEvmChain(2);
        var blocks = new ArrayList<GeneratedBlock>();
        for (int i = 0; i < 40; i++) {
            blocks.add(chain.next(i == 20 ? 4 : 0));
        }
        var script = new Script((method, parameters) -> method.equals("eth_getBlockReceipts") && byHash(parameters)
                ? error(-32602, "hex number > 64 bits")
                : null);
        try (var node = ReplayNode.start(blocks, script);
                var source = source(node, Parts.USUAL)) {
            for (GeneratedBlock block : blocks) {
                assertThat(source.blockAt(block.ref().height()).orElseThrow().ref())
                        .isEqualTo(block.ref());
            }
            assertThat(script.asked("eth_getBlockReceipts")).isEqualTo(2);
            assertThat(script.asked("debug_traceBlockByHash")).isEqualTo(1);
        }
    }

    @Test
    void aTransactionThatTakesTooLongIsTracedAlone() {
        var script = new Script((method, parameters) -> method.equals("debug_traceBlockByHash")
                ? withFailure(ofHash(parameters), 3, "\"execution timeout\"")
                : null);
        readsAll(script, Parts.USUAL);
        assertThat(script.asked("debug_traceTransaction")).isGreaterThanOrEqualTo(BLOCKS.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"execution timeout\"", "{\"code\":-32000,\"message\":\"execution timeout\"}"})
    void aTransactionThatCannotBeTracedIsWaitedForWithTheWordsOfTheNode(String words) {
        var script = new Script((method, parameters) -> null);
        try (var node = ReplayNode.start(BLOCKS, script);
                var source = source(node, Parts.USUAL)) {
            assertThat(source.blockAt(5)).isPresent();
            script.now((method, parameters) -> switch (method) {
                case "debug_traceBlockByHash" -> withFailure(ofHash(parameters), 3, words);
                case "debug_traceBlockByNumber", "debug_traceTransaction" -> error(-32000, "execution timeout");
                case "trace_block" -> error(-32601, "no such method");
                default -> null;
            });
            assertThatThrownBy(() -> source.blockAt(9))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining("execution timeout")
                    .hasMessageContaining("trace of transaction 0x");
            script.now((method, parameters) -> null);
            assertThat(source.blockAt(9)).isPresent();
        }
    }

    @Test
    void theTimeForATraceIsSent() {
        var sent = Collections.synchronizedSet(new HashSet<String>());
        var script = new Script((method, parameters) -> {
            if (TRACING.contains(method)) {
                sent.add(parameters.path(1).path("timeout").asString("none"));
            }
            return null;
        });
        readsAll(script, Parts.USUAL);
        assertThat(sent).containsExactly("60000ms");
        sent.clear();
        readsAll(script, Parts.USUAL.withTraceTimeout(Duration.ofSeconds(7)).with(Traces.DEBUG_TRANSACTION));
        assertThat(sent).containsExactly("7000ms");
    }

    /** Traces by number of a block of another branch with the same transactions would not show it by themselves. */
    @Test
    void afterTracesByNumberTheBlockIsComparedAgain() {
        var script = new Script((method, parameters) -> null);
        try (var node = ReplayNode.start(BLOCKS, script);
                var source = source(node, Parts.USUAL.with(Traces.DEBUG_NUMBER))) {
            assertThat(source.blockAt(5)).isPresent();
            script.now((method, parameters) -> method.equals("eth_getBlockByNumber")
                            && parameters.path(0).asString("").equals("0x9")
                            && !parameters.path(1).asBoolean()
                    ? BLOCKS.get(9).block().replaceFirst("\"hash\":\"0x....", "\"hash\":\"0x0000")
                    : null);
            assertThatThrownBy(() -> source.blockAt(9))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining("another block at height 0x9");
            script.now((method, parameters) -> null);
            assertThat(source.blockAt(9)).isPresent();
        }
    }

    private static GeneratedBlock ofHash(JsonNode parameters) {
        String hash = parameters.path(0).asString("").substring(2);
        return BLOCKS.stream()
                .filter(block -> block.ref().hash().toString().equals(hash))
                .findFirst()
                .orElseThrow();
    }

    /** The traces of a block, of which one is an error. */
    private static String withFailure(GeneratedBlock block, int index, String error) {
        var items = new ArrayList<String>();
        JsonMapper.shared().readTree(block.calls()).forEach(item -> items.add(item.toString()));
        String hash =
                JsonMapper.shared().readTree(items.get(index)).path("txHash").toString();
        items.set(index, "{\"txHash\":" + hash + ",\"error\":" + error + "}");
        return "[" + String.join(",", items) + "]";
    }

    private static void readsAll(Script script, Parts parts) {
        try (var node = ReplayNode.start(BLOCKS, script);
                var source = source(node, parts)) {
            for (GeneratedBlock block : BLOCKS) {
                assertThat(source.blockAt(block.ref().height()).orElseThrow().ref())
                        .isEqualTo(block.ref());
            }
        }
    }

    private static EvmRpcBlockSource source(ReplayNode node, Parts parts) {
        return NodeFaultsTest.source(node, parts, Duration.ofMillis(250));
    }
}
