package org.holdfast.chain.bitcoin.block;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.holdfast.primitives.Hash256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recorded JSON put back into the wire format, by the wire format's rules and none of the adapter's code. */
final class JsonBlocks {
    private static final HexFormat HEX = HexFormat.of();

    private JsonBlocks() {}

    static JsonNode read(Path file) throws Exception {
        return JsonMapper.builder().build().readTree(Files.readAllBytes(file));
    }

    /** Many JSON values in one file, one a line. */
    static List<JsonNode> readLines(Path file) throws Exception {
        var values = new ArrayList<JsonNode>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                values.add(JsonMapper.builder().build().readTree(line));
            }
        }
        return values;
    }

    /** A {@code getblock} answer whose transactions carry their bytes. */
    static byte[] ofNodeAnswer(JsonNode block) {
        var out = new ByteArrayOutputStream();
        little(out, block.get("version").asLong(), 4);
        JsonNode parent = block.get("previousblockhash");
        out.writeBytes(internal(parent == null ? "00".repeat(32) : parent.asString()));
        out.writeBytes(internal(block.get("merkleroot").asString()));
        little(out, block.get("time").asLong(), 4);
        little(out, Long.parseLong(block.get("bits").asString(), 16), 4);
        little(out, block.get("nonce").asLong(), 4);
        size(out, block.get("tx").size());
        block.get("tx").forEach(tx -> out.writeBytes(HEX.parseHex(tx.get("hex").asString())));
        return out.toByteArray();
    }

    /** A block with spent outputs, without its merkle root: the transactions give it. */
    static byte[] ofBlockWithPrevouts(JsonNode file) {
        JsonNode header = file.get("blocks").get(0).get("header");
        JsonNode transactions = file.get("blocks").get(0).get("data").get("transactions");
        var sha = new DoubleSha256();
        var txids = new ArrayList<byte[]>();
        var body = new ByteArrayOutputStream();
        size(body, transactions.size());
        for (JsonNode transaction : transactions) {
            byte[] bare = transaction(transaction, false);
            txids.add(sha.hash(bare, 0, bare.length));
            body.writeBytes(
                    transaction(transaction, transaction.get("is_segwit").asBoolean()));
        }
        var out = new ByteArrayOutputStream();
        little(out, header.get("version").asLong(), 4);
        out.writeBytes(internal(file.get("chain_state").get("best_block_hash").asString()));
        out.writeBytes(MerkleTree.root(txids, sha).hash());
        little(out, header.get("time").asLong(), 4);
        little(out, header.get("bits").asLong(), 4);
        little(out, header.get("nonce").asLong(), 4);
        out.writeBytes(body.toByteArray());
        return out.toByteArray();
    }

    private static byte[] transaction(JsonNode transaction, boolean witness) {
        var out = new ByteArrayOutputStream();
        little(out, transaction.get("version").asLong(), 4);
        if (witness) {
            out.writeBytes(new byte[] {0, 1});
        }
        size(out, transaction.get("inputs").size());
        for (JsonNode input : transaction.get("inputs")) {
            JsonNode spent = input.get("previous_output");
            out.writeBytes(internal(spent.get("txid").asString()));
            little(out, spent.get("vout").asLong(), 4);
            script(out, input.get("script").asString());
            little(out, input.get("sequence").asLong(), 4);
        }
        size(out, transaction.get("outputs").size());
        for (JsonNode output : transaction.get("outputs")) {
            little(out, output.get("value").asLong(), 8);
            script(out, output.get("pk_script").asString());
        }
        if (witness) {
            for (JsonNode input : transaction.get("inputs")) {
                size(out, input.get("witness").size());
                input.get("witness").forEach(item -> script(out, item.asString()));
            }
        }
        little(out, transaction.get("lock_time").asLong(), 4);
        return out.toByteArray();
    }

    private static void script(ByteArrayOutputStream out, String hex) {
        byte[] bytes = HEX.parseHex(hex.substring(2));
        size(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static byte[] internal(String display) {
        return Hash256.parse(display).bitcoinInternalBytes();
    }

    private static void little(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> (8 * i)));
        }
    }

    private static void size(ByteArrayOutputStream out, int value) {
        if (value >= 0xFD) {
            out.write(0xFD);
            little(out, value, 2);
        } else {
            out.write(value);
        }
    }
}
