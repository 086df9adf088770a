package org.holdfast.chain.evm.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.call.CallJson;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.event.TransactionView;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.LedgerEntry.MovementKind;
import org.holdfast.chain.evm.network.Mainnet;
import org.holdfast.primitives.Hash256;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Token transfers of mainnet blocks, against what two independent programs read from the same logs. */
class RealTokensTest {
    private static final Map<EvmAddress, String> NAMED =
            Map.of(Mainnet.USDT, "USDT", Mainnet.USDC, "USDC", Mainnet.WETH, "WETH");

    /** The other exporter takes collectibles for tokens with the token id as value; here they are told apart. */
    @Test
    void transfersOfTwoBlocksAreThoseOfAnotherExporter() throws Exception {
        Path folder = RealData.require("ethereum/rpc-rows/test_stream/blocks_17173049_17173050");
        List<JsonNode> logs = lines(folder.resolve("expected_logs.json"));
        assertThat(logs).hasSize(681);
        var ours = new ArrayList<String>();
        int collectibles = 0;
        int fungible = 0;
        for (LedgerEntry entry : entries(logs, "block_number", "transaction_index", "log_index", "address")) {
            if (entry instanceof Movement m && m.kind() == MovementKind.TOKEN_TRANSFER) {
                fungible++;
                ours.add(row(m, contractOf(m), m.amount().value()));
            } else if (entry instanceof Movement m && m.kind() == MovementKind.COLLECTIBLE_TRANSFER) {
                collectibles++;
                String id =
                        m.asset().assetPart().substring(m.asset().assetPart().indexOf('/') + 1);
                ours.add(row(m, contractOf(m), new BigInteger(id)));
            }
        }
        var theirs = lines(folder.resolve("expected_token_transfers.json")).stream()
                .map(t -> t.get("block_number") + " " + t.get("log_index") + " " + text(t, "token_address") + " "
                        + text(t, "from_address") + " " + text(t, "to_address") + " "
                        + t.get("value").bigIntegerValue())
                .toList();
        assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
        assertThat(fungible).isEqualTo(282);
        assertThat(collectibles).isEqualTo(9);
    }

    @Test
    void transfersOfAnEarlyBlockAreThoseOfAnotherExporter() throws Exception {
        Path folder = RealData.require("ethereum/rpc-rows/test_export_token_transfers_job/block_with_transfers");
        var logs = new ArrayList<JsonNode>();
        CallJson.parse(Files.readString(folder.resolve("web3_response.eth_getFilterLogs_0x0.json")))
                .get("result")
                .forEach(logs::add);
        var ours = new ArrayList<String>();
        for (LedgerEntry entry : entries(logs, "blockNumber", "transactionIndex", "logIndex", "address")) {
            if (entry instanceof Movement m) {
                ours.add(contractOf(m) + "," + m.from() + "," + m.to() + "," + m.amount() + ","
                        + m.position().path().getFirst() + "," + m.position().block());
            }
        }
        var theirs = Files.readAllLines(folder.resolve("expected_token_transfers.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(c -> c[0] + "," + c[1] + "," + c[2] + "," + c[3] + "," + c[5] + "," + c[6])
                .toList();
        assertThat(ours).isEqualTo(theirs);
    }

    @Test
    void usdtTransfersAreThoseOfTheReference() throws Exception {
        Path folder = RealData.require("graphsense-reference/eth/tokens");
        var ours =
                entries(lines(folder.resolve("logs.json")), "blockId", "transactionIndex", "logIndex", "address")
                        .stream()
                        .filter(Movement.class::isInstance)
                        .map(Movement.class::cast)
                        .filter(m -> contractOf(m).equals(Mainnet.USDT.toString()))
                        .map(m -> row(m, contractOf(m), m.amount().value()))
                        .toList();
        var theirs = lines(folder.resolve("reference/USDT_token_transfers.json")).stream()
                .map(t -> t.get("blockId") + " " + t.get("logIndex") + " " + base64(t, "tokenAddress") + " "
                        + base64(t, "from") + " " + base64(t, "to") + " "
                        + t.get("value").bigIntegerValue())
                .toList();
        assertThat(theirs).hasSize(143);
        assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
    }

    /** What every address received and spent of three tokens; the reference knows transfers only, no wrapping. */
    @Test
    void sumsOfEveryAddressAreThoseOfTheReference() throws Exception {
        Path folder = RealData.require("graphsense-reference/eth/tokens");
        var sums = new HashMap<String, BigInteger>();
        for (LedgerEntry entry :
                entries(lines(folder.resolve("logs.json")), "blockId", "transactionIndex", "logIndex", "address")) {
            if (entry instanceof Movement m && m.kind() == MovementKind.TOKEN_TRANSFER) {
                String name = NAMED.get(EvmAddress.parse(contractOf(m)));
                sums.merge(m.from() + " totalTokensSpent " + name, m.amount().value(), BigInteger::add);
                sums.merge(m.to() + " totalTokensReceived " + name, m.amount().value(), BigInteger::add);
            }
        }
        int compared = 0;
        for (JsonNode address : lines(folder.resolve("reference/addresses.json"))) {
            for (String field : List.of("totalTokensSpent", "totalTokensReceived")) {
                for (String name : NAMED.values()) {
                    JsonNode stated = address.path(field).path(name).path("value");
                    BigInteger expected = stated.isMissingNode() ? BigInteger.ZERO : stated.bigIntegerValue();
                    String key = base64(address, "address") + " " + field + " " + name;
                    assertThat(sums.getOrDefault(key, BigInteger.ZERO)).as(key).isEqualTo(expected);
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(782 * 6);
    }

    /** All entries of logs given as rows, in the order of their numbers. */
    private static List<LedgerEntry> entries(
            List<JsonNode> rows, String block, String transaction, String number, String contract) {
        var byTransaction = new LinkedHashMap<String, TreeMap<Long, JsonNode>>();
        for (JsonNode row : rows) {
            byTransaction
                    .computeIfAbsent(whole(row, block) + " " + whole(row, transaction), key -> new TreeMap<>())
                    .put(whole(row, number), row);
        }
        var entries = new ArrayList<LedgerEntry>();
        byTransaction.forEach((key, logs) -> {
            String[] place = key.split(" ", 2);
            assertThat(logs.lastKey() - logs.firstKey()).isEqualTo(logs.size() - 1L);
            var view = new TransactionView(
                    Mainnet.network(),
                    Long.parseLong(place[0]),
                    Integer.parseInt(place[1]),
                    Math.toIntExact(logs.firstKey()),
                    logs.values().stream().map(row -> log(row, contract)).toList(),
                    List.of());
            entries.addAll(new LogEntries(view, List.of()).all());
        });
        return entries;
    }

    private static EvmLog log(JsonNode row, String contract) {
        var topics = new ArrayList<Hash256>();
        row.get("topics").forEach(t -> topics.add(Bytes.parse(t.stringValue()).hash()));
        return new EvmLog(EvmAddress.parse(text(row, contract)), topics, Bytes.parse(text(row, "data")));
    }

    private static long whole(JsonNode row, String field) {
        JsonNode node = row.get(field);
        return node.isString() ? Long.parseLong(node.stringValue().substring(2), 16) : node.longValue();
    }

    private static String row(Movement m, String contract, BigInteger value) {
        return m.position().block() + " " + m.position().path().getFirst() + " " + contract + " " + m.from() + " "
                + m.to() + " " + value;
    }

    private static String contractOf(Movement m) {
        String reference = m.asset().assetPart().substring(m.asset().assetPart().indexOf(':') + 1);
        return reference.contains("/") ? reference.substring(0, reference.indexOf('/')) : reference;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(CallJson::parse)
                .toList();
    }

    private static String text(JsonNode row, String field) {
        return row.get(field).stringValue();
    }

    private static String base64(JsonNode row, String field) {
        return Bytes.of(Base64.getDecoder().decode(text(row, field))).toString();
    }
}
