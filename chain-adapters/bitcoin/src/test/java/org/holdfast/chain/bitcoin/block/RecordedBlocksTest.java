package org.holdfast.chain.bitcoin.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.bitcoinj.core.Transaction;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileIndex;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.bitcoin.header.HeaderRules;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.chain.v1.ScriptType;
import org.holdfast.records.chain.v1.UtxoTransaction;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Mainnet blocks and transactions as other programs recorded them. What is right is what their records say. */
class RecordedBlocksTest {
    private static final BitcoinNetwork NETWORK = BitcoinNetwork.MAINNET;
    private static final int CORRUPTIONS = 1_000;

    /** Node answers, each with another exporter's rows for the same block. */
    @ParameterizedTest
    @CsvSource({
        "block_0, 000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
        "block_with_transactions, 000000001c920d495e1eeef2452b6d1c6c229a919b28196c103ecffebabee141",
        "block_with_transactions, 000000002066d7f9b134c30b5005b7bf5fbfa52f279883f1fde793dcdc964266",
        "stream_50001_50002, 000000001c920d495e1eeef2452b6d1c6c229a919b28196c103ecffebabee141",
        "stream_50001_50002, 000000002066d7f9b134c30b5005b7bf5fbfa52f279883f1fde793dcdc964266"
    })
    void aNodesAnswerIsAcceptedWithItsHashCountsAndSums(String folder, String hash) throws Exception {
        Path data = RealData.require("bitcoin/rpc-json/" + folder);
        JsonNode answer = JsonBlocks.read(data.resolve("rpc_response_getblock_" + hash + "_2.json"));
        answer = answer.has("result") ? answer.get("result") : answer;
        byte[] raw = JsonBlocks.ofNodeAnswer(answer);
        var checked = new BlockVerification(NETWORK).check(raw, folder);
        assertThat(checked.header().hash()).hasToString(hash);
        assertThat(raw).hasSize(answer.get("size").asInt());
        assertThat(checked.txids()).hasSize(answer.get("nTx").asInt());

        JsonNode row = rowOf(data.resolve("expected_blocks.json"), hash);
        assertThat(checked.transactions()).hasSize(row.get("transaction_count").asInt());
        assertThat(checked.header().timeSeconds())
                .isEqualTo(row.get("timestamp").asLong());
        var rows = new TreeMap<Integer, JsonNode>();
        for (JsonNode transaction : JsonBlocks.readLines(data.resolve("expected_transactions.json"))) {
            if (transaction.get("block_hash").asString().equals(hash)) {
                rows.put(transaction.get("index").asInt(), transaction);
            }
        }
        assertThat(rows).hasSize(checked.transactions().size());
        var block = new BlockRecords(NETWORK).records(checked, row.get("number").asLong(), false);
        var records = block.utxoTransactions().getFirst().getTransactionsList();
        for (int i = 0; i < records.size(); i++) {
            matches(records.get(i), Objects.requireNonNull(rows.get(i)));
        }
    }

    private static void matches(UtxoTransaction record, JsonNode expected) {
        assertThat(HexFormat.of().formatHex(record.getTxid().toByteArray()))
                .isEqualTo(expected.get("hash").asString());
        assertThat(record.getCoinbase()).isEqualTo(expected.get("is_coinbase").asBoolean());
        assertThat(record.getInputsCount())
                .isEqualTo(expected.get("input_count").asInt());
        assertThat(record.getOutputsCount())
                .isEqualTo(expected.get("output_count").asInt());
        assertThat(record.getLockTime()).isEqualTo(expected.get("lock_time").asInt());
        assertThat(record.getVersion()).isEqualTo(expected.get("version").asInt());
        assertThat(record.getOutputsList().stream().mapToLong(o -> o.getValue()).sum())
                .isEqualTo(expected.get("output_value").asLong());
        for (int o = 0; o < record.getOutputsCount(); o++) {
            JsonNode output = expected.get("outputs").get(o);
            assertThat(HexFormat.of().formatHex(record.getOutputs(o).getScript().toByteArray()))
                    .isEqualTo(output.get("script_hex").asString());
            // That exporter writes an address for a bare public key; the field's nodes write none any more.
            boolean bareKey = output.get("type").asString().equals("pubkey");
            assertThat(record.getOutputs(o).getScriptType() == ScriptType.SCRIPT_TYPE_P2PK)
                    .isEqualTo(bareKey);
            assertThat(record.getOutputs(o).getAddress())
                    .isEqualTo(bareKey ? "" : output.get("addresses").get(0).asString());
        }
    }

    /** One recorded answer was put together by hand: its header is another block's, and it has no transactions. */
    @Test
    void anAnswerThatIsNotTheBlockItNamesIsNotTakenForIt() throws Exception {
        JsonNode answer = JsonBlocks.read(RealData.require("bitcoin/rpc-json/stream_50001_50002/rpc_response_getblock_"
                + "00000000000000000024fb37364cbf81fd49cc2d51c09c75c35433c3a1945d04_None.json"));
        byte[] raw = JsonBlocks.ofNodeAnswer(answer);
        assertThat(RawBlockReader.hash(raw).toString())
                .isNotEqualTo(answer.get("hash").asString());
        assertThatThrownBy(() -> new BlockVerification(NETWORK).check(raw, "answer"))
                .hasMessageContaining("bitcoin.block.empty");
    }

    @ParameterizedTest
    @CsvSource({"169, 5000000000", "57042, 5000000000", "116927, 5000000000", "150012, 5000000000", "757738, 625000000"
    })
    void aBlockWithItsSpentOutputsIsAcceptedInItsPlace(int height, long subsidy) throws Exception {
        JsonNode file = JsonBlocks.read(RealData.require("bitcoin/blocks-with-prevouts/full_" + height + ".json"));
        JsonNode expected = file.get("expected");
        var checked = new BlockVerification(NETWORK).check(JsonBlocks.ofBlockWithPrevouts(file), "file");
        assertThat(checked.header().hash())
                .hasToString(expected.get("best_block_hash").asString());
        new HeaderRules(NETWORK, Checkpoints.none())
                .check(checked.header(), expected.get("block_height").asLong(), before(file)::get, "file");

        JsonNode transactions = file.get("blocks").get(0).get("data").get("transactions");
        long outputs = 0;
        long fees = 0;
        for (JsonNode transaction : transactions) {
            long paid = sum(
                    transaction.get("outputs"), output -> output.get("value").asLong());
            outputs += paid;
            fees += sum(transaction.get("inputs"), input -> spent(input)) - paid;
        }
        var sealed = new BlockRecords(NETWORK).records(checked, height, false).sealed();
        assertThat(sealed.getTransactionCount()).isEqualTo(transactions.size());
        assertThat(sealed.getOutputSum()).isEqualTo(Long.toString(outputs));
        // All inputs less all outputs, the new coins counted as an input: nothing is left over.
        assertThat(fees + subsidy).isZero();
    }

    private static long spent(JsonNode input) {
        return input.get("previous_output").get("data").get("value").asLong();
    }

    private static long sum(JsonNode values, java.util.function.ToLongFunction<JsonNode> value) {
        long sum = 0;
        for (JsonNode each : values) {
            sum += value.applyAsLong(each);
        }
        return sum;
    }

    /** The eleven headers before, as far as the file tells of them. */
    private static Map<Long, BlockHeader> before(JsonNode file) {
        JsonNode state = file.get("chain_state");
        long tip = state.get("block_height").asLong();
        long bits =
                HeaderRules.compact(new BigInteger(state.get("current_target").asString()));
        JsonNode times = state.get("prev_timestamps");
        var headers = new HashMap<Long, BlockHeader>();
        for (int i = 0; i < times.size(); i++) {
            boolean last = i == times.size() - 1;
            var hash = last ? BlockHash.parse(state.get("best_block_hash").asString()) : new BlockHash(Hash256.ZERO);
            headers.put(
                    tip - times.size() + 1 + i,
                    new BlockHeader(
                            hash, new BlockHash(Hash256.ZERO), 1, times.get(i).asLong(), bits));
        }
        return headers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bare-multisig", "batch-withdrawal-143", "dust-attack-555", "joinmarket-coinjoin", "op-return-charley",
                "simple-legacy-p2pkh", "taproot-op-return", "taproot-script-path", "wabisabi-coinjoin",
                        "whirlpool-coinjoin"
            })
    void scriptsOfNamedTransactionsHaveTheFieldsTypesAndAddresses(String name) throws Exception {
        JsonNode transaction = JsonBlocks.read(RealData.require("bitcoin/named-transactions/" + name + ".json"));
        var outputs = new ArrayList<JsonNode>();
        transaction.get("vout").forEach(outputs::add);
        transaction.get("vin").forEach(input -> outputs.add(input.get("prevout")));
        for (JsonNode output : outputs) {
            byte[] script = HexFormat.of().parseHex(output.get("scriptpubkey").asString());
            ScriptType type = Scripts.type(script);
            assertThat(type).isEqualTo(named(output.get("scriptpubkey_type").asString()));
            assertThat(Scripts.address(type, script, NETWORK.addresses()))
                    .isEqualTo(output.path("scriptpubkey_address").asString(""));
        }
        assertThat(outputs).hasSizeGreaterThanOrEqualTo(2);
    }

    private static ScriptType named(String type) {
        return switch (type) {
            case "p2pkh" -> ScriptType.SCRIPT_TYPE_P2PKH;
            case "p2sh" -> ScriptType.SCRIPT_TYPE_P2SH;
            case "v0_p2wpkh" -> ScriptType.SCRIPT_TYPE_P2WPKH;
            case "v0_p2wsh" -> ScriptType.SCRIPT_TYPE_P2WSH;
            case "v1_p2tr" -> ScriptType.SCRIPT_TYPE_P2TR;
            case "multisig" -> ScriptType.SCRIPT_TYPE_BARE_MULTISIG;
            case "op_return" -> ScriptType.SCRIPT_TYPE_OP_RETURN;
            default -> ScriptType.UNRECOGNIZED;
        };
    }

    /** Bitcoin Core's own vectors: what it deserialises is read to the last byte and written back the same. */
    @Test
    void validTransactionsOfTheReferenceAreReadAndWrittenBack() throws Exception {
        JsonNode vectors = JsonBlocks.read(RealData.require("bitcoin/blocks-bitcoinj/tx_valid.json"));
        int read = 0;
        for (JsonNode vector : vectors) {
            if (vector.size() == 3) {
                byte[] raw = HexFormat.of().parseHex(vector.get(1).asString());
                var buffer = java.nio.ByteBuffer.wrap(raw);
                Transaction transaction = Transaction.read(buffer);
                assertThat(buffer.hasRemaining()).isFalse();
                assertThat(transaction.serialize()).isEqualTo(raw);
                read++;
            }
        }
        assertThat(read).isEqualTo(71);
    }

    /** Spread over every set of blocks: each position is another place, and each is refused. */
    @Test
    void anyChangedByteOfAnySetIsRefused() throws Exception {
        var blocks = new ArrayList<byte[]>();
        for (String name : List.of("169482", "227835", "227836", "370661")) {
            blocks.add(Files.readAllBytes(RealData.require("bitcoin/blocks-bitcoinj/block" + name + ".dat")));
        }
        for (String name : List.of("0830000", "0831328", "0831329", "0831330", "0831331")) {
            blocks.add(Files.readAllBytes(RealData.require("bitcoin/mainnet-831328-831331/" + name + ".bin")));
        }
        for (int height : new int[] {169, 57042, 116927, 150012, 757738}) {
            Path file = RealData.require("bitcoin/blocks-with-prevouts/full_" + height + ".json");
            blocks.add(JsonBlocks.ofBlockWithPrevouts(JsonBlocks.read(file)));
        }
        var index = BlockFileIndex.scan(NETWORK, List.of(RealData.require("bitcoin/blk-files/blk00000.dat")))
                .entries();
        for (int i = 0; i < index.size(); i += 250) {
            blocks.add(BlockFileIndex.read(index.get(i)));
        }
        var random = new Random(7);
        var verification = new BlockVerification(NETWORK);
        int positions = 0;
        for (int round = 0; positions < CORRUPTIONS; round++) {
            for (byte[] good : blocks) {
                // A large block takes its time to check: it has a turn in every fourth round only.
                if (good.length > 500_000 && round % 4 != 0) {
                    continue;
                }
                byte[] bad = good.clone();
                int at = random.nextInt(bad.length);
                bad[at] ^= (byte) (1 << random.nextInt(8));
                assertThatThrownBy(() -> verification.check(bad, "byte " + at))
                        .as("byte %d of %d", at, bad.length)
                        .isInstanceOf(InputFaultException.class);
                positions++;
            }
        }
    }

    private static JsonNode rowOf(Path file, String hash) throws Exception {
        return JsonBlocks.readLines(file).stream()
                .filter(row -> row.get("hash").asString().equals(hash))
                .findFirst()
                .orElseThrow();
    }
}
