package org.holdfast.chain.evm.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.TxId;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CallsTest {
    private static final TxId ONE = TxId.parse("11".repeat(32));
    private static final TxId TWO = TxId.parse("22".repeat(32));
    private static final String A = "0x" + "aa".repeat(20);
    private static final String B = "0x" + "bb".repeat(20);

    /** What another exporter read from the same answers: one row per call, with its place and value. */
    @ParameterizedTest
    @CsvSource({
        "test_export_traces_job/block_with_create,trace_block_0xf44f2",
        "test_export_traces_job/block_with_subtraces,trace_block_0xf4240"
    })
    void readsRealTracesAsAnotherExporterDoes(String folder, String answer) throws Exception {
        var base = RealData.require("ethereum/rpc-rows/" + folder);
        JsonNode json = CallJson.parse(Files.readString(base.resolve("web3_response." + answer + ".json")))
                .get("result");
        var calls = ParityCalls.decode(json, transactionsOf(json));
        var rows = new ArrayList<String>();
        for (int i = 0; i < calls.roots().size(); i++) {
            rows(i, calls.roots().get(i), "", rows);
        }
        calls.rewards().forEach(reward -> rows.add("," + reward.beneficiary() + "," + reward.value()));
        var expected = Files.readAllLines(base.resolve("expected_traces.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(c -> c[2].isEmpty()
                        ? "," + c[4] + "," + c[5]
                        : c[2] + "/" + c[14].replace(',', '/') + "," + c[3] + "," + c[4] + "," + c[5])
                .toList();
        assertThat(rows).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"blocks_2112234_2112234,trace_block_0x203aea", "blocks_508110_508110,trace_block_0x7c0ce"})
    void readsEveryTraceOfRealBlocks(String folder, String answer) throws Exception {
        var base = RealData.require("ethereum/rpc-rows/test_stream/" + folder);
        JsonNode json = CallJson.parse(Files.readString(base.resolve("web3_response." + answer + ".json")))
                .get("result");
        var calls = ParityCalls.decode(json, transactionsOf(json));
        var rows = new ArrayList<String>();
        for (int i = 0; i < calls.roots().size(); i++) {
            rows(i, calls.roots().get(i), "", rows);
        }
        var expected = new ArrayList<String>();
        for (String line : Files.readAllLines(base.resolve("expected_traces.json"))) {
            JsonNode row = CallJson.parse(line);
            if (!row.get("trace_type").stringValue().equals("reward")) {
                var place = new StringBuilder();
                row.get("trace_address")
                        .forEach(
                                step -> place.append(place.isEmpty() ? "" : "/").append(step));
                expected.add(row.get("transaction_index") + "/" + place + ","
                        + row.get("from_address").stringValue() + "," + receiver(row) + ","
                        + row.get("value").bigIntegerValue());
            }
        }
        assertThat(rows).isEqualTo(expected);
        assertThat(calls.rewards()).isNotEmpty();
    }

    @Test
    void bothFormatsDecodeIntoTheSameTree() {
        var geth =
                GethCalls.decode(CallJson.parse("""
                [{"txHash":"0x%s","result":{"type":"CALL","from":"%s","to":"%s","value":"0x5","gas":"0x1",
                  "input":"0x0102","calls":[
                    {"type":"CALL","from":"%s","to":"%s","value":"0x3","input":"0x","error":"execution reverted",
                     "calls":[{"type":"CALL","from":"%s","to":"%s","value":"0x2","input":"0x"}]},
                    {"type":"DELEGATECALL","from":"%s","to":"%s","value":"0x5","input":"0x"},
                    {"type":"CREATE2","from":"%s","to":"%s","value":"0x1","input":"0x60"},
                    {"type":"SELFDESTRUCT","from":"%s","to":"%s","value":"0x4","input":"0x"}]}}]
                """.formatted(ONE, A, B, B, A, A, B, B, A, B, A, B, A)), List.of(ONE));
        String head = "\"transactionHash\":\"0x%s\",\"transactionPosition\":0".formatted(ONE);
        var parity = ParityCalls.decode(CallJson.parse("""
                [{%1$s,"type":"call","traceAddress":[],"action":{"callType":"call","from":"%2$s","to":"%3$s",
                  "value":"0x5","input":"0x0102"}},
                 {%1$s,"type":"call","traceAddress":[0],"error":"execution reverted","action":{"callType":"call",
                  "from":"%3$s","to":"%2$s","value":"0x3","input":"0x"}},
                 {%1$s,"type":"call","traceAddress":[0,0],"action":{"callType":"call","from":"%2$s","to":"%3$s",
                  "value":"0x2","input":"0x"}},
                 {%1$s,"type":"call","traceAddress":[1],"action":{"callType":"delegatecall","from":"%3$s",
                  "to":"%2$s","value":"0x5","input":"0x"}},
                 {%1$s,"type":"create","traceAddress":[2],"action":{"creationMethod":"create2","from":"%3$s",
                  "value":"0x1","init":"0x60"},"result":{"address":"%2$s"}},
                 {%1$s,"type":"suicide","traceAddress":[3],"action":{"address":"%3$s","refundAddress":"%2$s",
                  "balance":"0x4"}}]
                """.formatted(head, A, B)), List.of(ONE));
        assertThat(geth).isEqualTo(parity);
        assertThat(geth.roots().getFirst().children()).hasSize(4);
        assertThat(geth.roots().getFirst().children().getFirst().isReverted()).isTrue();
    }

    @Test
    void readsCallsAsDeepAsTheyCanBeAndNoDeeper() {
        var calls = GethCalls.decode(CallJson.parse(nested(CallFrame.DEPTH_MAX)), List.of(ONE));
        int depth = 0;
        for (CallFrame at = calls.roots().getFirst(); !at.children().isEmpty(); depth++) {
            at = at.children().getFirst();
        }
        assertThat(depth).isEqualTo(CallFrame.DEPTH_MAX - 1);
        assertThatThrownBy(() -> GethCalls.decode(CallJson.parse(nested(CallFrame.DEPTH_MAX + 1)), List.of(ONE)))
                .hasMessageContaining("evm.call.malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[{}]",
                "[{\"result\":null}]",
                "[{\"error\":\"execution timeout\"}]",
                "[{\"result\":{\"type\":\"JUMP\",\"from\":\"0x\",\"to\":\"0x\"}}]",
                "[{\"result\":{\"type\":\"CALL\",\"from\":5}}]",
                "[{\"txHash\":\"0x00\",\"result\":{}}]",
                "not json"
            })
    void refusesGethTracesThatAreNotWhole(String json) {
        assertThatThrownBy(() -> GethCalls.decode(CallJson.parse(json), List.of(ONE)))
                .hasMessageContaining("evm.call.");
    }

    @Test
    void refusesParityTracesThatAreNotWhole() {
        String call =
                "\"type\":\"call\",\"action\":{\"callType\":\"call\",\"from\":\"%s\",\"to\":\"%s\",\"value\":\"0x0\"}"
                        .formatted(A, B);
        refuses("[]");
        refuses("[{\"transactionPosition\":2,\"traceAddress\":[],%s}]".formatted(call));
        refuses("[{\"transactionPosition\":0,\"traceAddress\":[0],%s}]".formatted(call));
        String outermost = "{\"transactionPosition\":0,\"traceAddress\":[],%s}".formatted(call);
        refuses("[%1$s,%1$s]".formatted(outermost));
        refuses("[{\"transactionPosition\":0,\"transactionHash\":\"0x00\",\"traceAddress\":[],%s}]".formatted(call));
    }

    private static void refuses(String json) {
        assertThatThrownBy(() -> ParityCalls.decode(CallJson.parse(json), List.of(ONE, TWO)))
                .hasMessageContaining("evm.call.");
    }

    private static String nested(int depth) {
        String open = "{\"type\":\"CALL\",\"from\":\"%s\",\"to\":\"%s\",\"calls\":[".formatted(A, B);
        return "[{\"result\":" + open.repeat(depth) + "]}".repeat(depth) + "}]";
    }

    private static String receiver(JsonNode row) {
        return row.get("to_address").isNull() ? "null" : row.get("to_address").stringValue();
    }

    private static void rows(int transaction, CallFrame frame, String place, List<String> rows) {
        rows.add(transaction + "/" + place + "," + frame.from() + "," + frame.to() + "," + frame.value());
        for (int i = 0; i < frame.children().size(); i++) {
            rows(transaction, frame.children().get(i), place.isEmpty() ? "" + i : place + "/" + i, rows);
        }
    }

    private static List<TxId> transactionsOf(JsonNode traces) {
        var ids = new ArrayList<TxId>();
        for (JsonNode trace : traces) {
            boolean outermost = trace.get("traceAddress").isEmpty()
                    && !trace.get("transactionHash").isNull();
            if (outermost) {
                ids.add(TxId.parse(trace.get("transactionHash").stringValue().substring(2)));
            }
        }
        assertThat(ids).isNotEmpty();
        return ids;
    }
}
