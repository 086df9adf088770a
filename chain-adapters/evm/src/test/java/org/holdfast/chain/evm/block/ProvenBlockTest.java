package org.holdfast.chain.evm.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.call.CallJson;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.chain.evm.trie.MerkleTrie;
import org.holdfast.chain.evm.trie.TrieProof;
import org.holdfast.primitives.Hash256;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Mainnet block 21925176 with its receipts and with proofs of accounts and storage. Its transactions are not kept. */
class ProvenBlockTest {
    private static final String FOLDER = "ethereum/block-21925176-with-proofs/";
    private static final List<String> FIELDS = List.of(
            "parentHash",
            "sha3Uncles",
            "miner",
            "stateRoot",
            "transactionsRoot",
            "receiptsRoot",
            "logsBloom",
            "difficulty",
            "number",
            "gasLimit",
            "gasUsed",
            "timestamp",
            "extraData",
            "mixHash",
            "nonce",
            "baseFeePerGas",
            "withdrawalsRoot",
            "blobGasUsed",
            "excessBlobGas",
            "parentBeaconBlockRoot");
    private static final List<String> NUMBERS = List.of(
            "difficulty",
            "number",
            "gasLimit",
            "gasUsed",
            "timestamp",
            "baseFeePerGas",
            "blobGasUsed",
            "excessBlobGas");

    @Test
    void theHeaderHasItsHashAndTheReceiptsTheirRoot() throws Exception {
        EvmHeader header = header();
        assertThat("0x" + header.hash())
                .isEqualTo(json("block.json").get("hash").stringValue());
        List<EvmReceipt> receipts = receipts();
        assertThat(receipts).hasSize(202);
        MerkleTrie trie =
                MerkleTrie.ofIndexed(receipts.stream().map(EvmReceipt::encoded).toList());
        assertThat(trie.root()).isEqualTo(header.receiptsRoot());
        assertThat(LogsBloom.of(
                        receipts.stream().flatMap(r -> r.logs().stream()).toList()))
                .isEqualTo(header.bloom());
        assertThat(receipts.getLast().cumulativeGas()).isEqualTo(header.gasUsed());
        for (int i = 0; i < receipts.size(); i++) {
            Bytes key = MerkleTrie.indexKey(i);
            Bytes proven = TrieProof.verify(header.receiptsRoot(), key, trie.prove(key))
                    .orElseThrow();
            assertThat(EvmReceipt.decode(proven)).isEqualTo(receipts.get(i));
        }
        Bytes beyond = MerkleTrie.indexKey(202);
        assertThat(TrieProof.verify(header.receiptsRoot(), beyond, trie.prove(beyond)))
                .isEmpty();
    }

    @Test
    void withdrawalsHaveTheirRoot() throws Exception {
        var coded = new ArrayList<Bytes>();
        for (JsonNode w : json("block.json").get("withdrawals")) {
            coded.add(new Withdrawal(
                            number(w, "index"),
                            number(w, "validatorIndex"),
                            EvmAddress.parse(w.get("address").stringValue()),
                            number(w, "amount"))
                    .encoded());
        }
        assertThat(MerkleTrie.ofIndexed(coded).root()).isEqualTo(header().withdrawalsRoot());
    }

    @ParameterizedTest
    @ValueSource(strings = {"proof.json", "block_miner_proof.json"})
    void accountAndStorageProofsHoldUnderTheHeadersStateRoot(String file) throws Exception {
        JsonNode proof = json(file);
        Hash256 state = bytes(Rlp.decode(header().encoded()).list().get(3)).hash();
        Hash256 storage = Bytes.parse(proof.get("storageHash").stringValue()).hash();
        Bytes address = Bytes.parse(proof.get("address").stringValue());
        Bytes account = TrieProof.verify(state, key(address), nodes(proof.get("accountProof")))
                .orElseThrow();
        List<RlpItem> fields = Rlp.decode(account).list();
        assertThat(bytes(fields.get(0)).unsigned()).isEqualTo(number(proof, "nonce"));
        assertThat(bytes(fields.get(1)).unsigned()).isEqualTo(number(proof, "balance"));
        assertThat(bytes(fields.get(2)).hash()).isEqualTo(storage);
        assertThat(bytes(fields.get(3)))
                .isEqualTo(Bytes.parse(proof.get("codeHash").stringValue()));
        for (JsonNode slot : proof.get("storageProof")) {
            Bytes place = Bytes.parse(slot.get("key").stringValue());
            Bytes value = TrieProof.verify(storage, key(place), nodes(slot.get("proof")))
                    .orElseThrow();
            assertThat(bytes(Rlp.decode(value)).unsigned()).isEqualTo(number(slot, "value"));
        }
    }

    private static EvmHeader header() throws Exception {
        JsonNode block = json("block.json");
        var items = new ArrayList<RlpItem>();
        for (String field : FIELDS) {
            items.add(RlpItem.of(
                    NUMBERS.contains(field)
                            ? Bytes.ofNumber(number(block, field))
                            : Bytes.parse(block.get(field).stringValue())));
        }
        return EvmHeader.decode(Rlp.encode(RlpItem.of(items)));
    }

    private static List<EvmReceipt> receipts() throws Exception {
        var receipts = new ArrayList<EvmReceipt>();
        for (JsonNode row : json("receipts.json")) {
            var logs = new ArrayList<EvmLog>();
            for (JsonNode log : row.get("logs")) {
                var topics = new ArrayList<Hash256>();
                log.get("topics")
                        .forEach(t -> topics.add(Bytes.parse(t.stringValue()).hash()));
                logs.add(new EvmLog(
                        EvmAddress.parse(log.get("address").stringValue()),
                        topics,
                        Bytes.parse(log.get("data").stringValue())));
            }
            receipts.add(new EvmReceipt(
                    number(row, "type").intValueExact(),
                    Bytes.ofNumber(number(row, "status")),
                    number(row, "cumulativeGasUsed"),
                    logs));
        }
        return receipts;
    }

    private static JsonNode json(String file) throws Exception {
        return CallJson.parse(Files.readString(RealData.require(FOLDER + file)));
    }

    private static BigInteger number(JsonNode row, String field) {
        return new BigInteger(row.get(field).stringValue().substring(2), 16);
    }

    private static Bytes bytes(RlpItem item) {
        return item.text();
    }

    private static Bytes key(Bytes plain) {
        return Bytes.of(Keccak.hash(plain).displayBytes());
    }

    private static List<Bytes> nodes(JsonNode proof) {
        var nodes = new ArrayList<Bytes>();
        proof.forEach(node -> nodes.add(Bytes.parse(node.stringValue())));
        return nodes;
    }
}
