package org.holdfast.chain.evm.node.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.trie.MerkleTrie;
import org.holdfast.chain.evm.trie.TrieProof;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Mainnet block 21925176 as a node answered it. */
class BlockJsonTest {
    @Test
    void aRealHeaderHasItsHash() throws Exception {
        EvmHeader header = BlockJson.header(read("block.json"));
        assertThat(header.number()).isEqualTo(21_925_176);
        assertThat("0x" + header.hash())
                .isEqualTo(read("block.json").get("hash").asString());
    }

    @Test
    void realReceiptsMakeTheirRootAndAreProvedByIt() throws Exception {
        EvmHeader header = BlockJson.header(read("block.json"));
        var receipts = new ArrayList<EvmReceipt>();
        read("receipts.json").forEach(json -> receipts.add(BlockJson.receipt(json)));
        var trie =
                MerkleTrie.ofIndexed(receipts.stream().map(EvmReceipt::encoded).toList());
        assertThat(receipts).hasSize(202);
        assertThat(trie.root()).isEqualTo(header.receiptsRoot());
        Set<Integer> kinds = receipts.stream().map(EvmReceipt::kind).collect(Collectors.toSet());
        assertThat(kinds).contains(0, 2);
        for (int i = 0; i < receipts.size(); i++) {
            Bytes key = MerkleTrie.indexKey(i);
            assertThat(TrieProof.verify(header.receiptsRoot(), key, trie.prove(key)))
                    .contains(receipts.get(i).encoded());
        }
    }

    @Test
    void aRealTransactionHasItsHash() throws Exception {
        JsonNode json = read("transaction.json");
        EvmTransaction transaction = TransactionJson.decode(json);
        assertThat("0x" + transaction.id()).isEqualTo(json.get("hash").asString());
        assertThat(transaction.signature().signer().toString())
                .isEqualTo(json.get("from").asString());
    }

    @Test
    void refusesWhatDoesNotHash() throws Exception {
        ObjectNode header = (ObjectNode) read("block.json");
        header.put("gasUsed", "0x1");
        assertThatThrownBy(() -> BlockJson.header(header)).hasMessageContaining("evm.header.mismatch");
        ObjectNode transaction = (ObjectNode) read("transaction.json");
        transaction.put("value", "0x1");
        assertThatThrownBy(() -> TransactionJson.decode(transaction)).hasMessageContaining("evm.rpc.malformed");
        transaction.put("type", "0x7e");
        assertThatThrownBy(() -> TransactionJson.decode(transaction))
                .hasMessageContaining("evm.transaction.unknown-kind");
        transaction.put("type", "0x0").put("r", "0x0").put("s", "0x0");
        assertThatThrownBy(() -> TransactionJson.decode(transaction))
                .hasMessageContaining("evm.transaction.unknown-kind")
                .hasMessageContaining("without a signature");
        transaction.put("r", "0x1");
        transaction.remove("type");
        assertThatThrownBy(() -> TransactionJson.decode(transaction)).hasMessageContaining("evm.");
    }

    @Test
    void namesFieldsThatAHeaderMayHoldOnAnotherChain() throws Exception {
        ObjectNode header = (ObjectNode) read("block.json");
        header.put("extDataHash", "0x00").put("hash", "0x" + "00".repeat(32));
        assertThatThrownBy(() -> BlockJson.header(header))
                .hasMessageContaining("evm.header.mismatch")
                .hasMessageContaining("fields that are not known: \"extDataHash\"");
    }

    /** Proof of authority: the signers stand in the extra data, and the difficulty may be anything. */
    @ParameterizedTest
    @CsvSource({"0, 0x0", "32, 0x2", "700, 0x0"})
    void readsHeadersWithoutOrWithMuchExtraData(int bytes, String difficulty) throws Exception {
        ObjectNode json = (ObjectNode) read("block.json");
        json.put("extraData", "0x" + "ab".repeat(bytes)).put("difficulty", difficulty);
        String fault = catchThrowableOfType(InputFaultException.class, () -> BlockJson.header(json))
                .fault()
                .expected();
        json.put("hash", "0x" + fault);
        assertThat(BlockJson.header(json).hash()).hasToString(fault);
    }

    private static JsonNode read(String name) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readAllBytes(RealData.require("ethereum/block-21925176-with-proofs/" + name)));
    }
}
