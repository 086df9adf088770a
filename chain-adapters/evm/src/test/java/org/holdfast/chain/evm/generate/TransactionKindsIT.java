package org.holdfast.chain.evm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.node.EvmBlockRecords;
import org.holdfast.chain.evm.node.EvmRpcBlockSource;
import org.holdfast.chain.evm.node.NodeSettings;
import org.holdfast.chain.evm.node.json.BlockJson;
import org.holdfast.chain.evm.trie.MerkleTrie;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.records.chain.v1.AccountTransaction;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testservers.AnvilNode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Transactions of every kind, signed here and taken into blocks by a real node. What the node then answers as JSON has
 * to give back the very bytes that were sent: a block whose transactions root does not come out is refused.
 */
class TransactionKindsIT {
    private static final Duration MINED_MAX = Duration.ofSeconds(20);
    private static final BigInteger ETHER = BigInteger.TEN.pow(18);
    private static final EvmAddress TO = EvmAddress.parse("0x" + "70".repeat(20));
    private static final int BLOBS = 3;
    private static final int BLOB_BYTES = 131_072;
    /** The point at infinity: commitment to and proof of a blob of zeros (EIP-4844). */
    private static final Bytes INFINITY = Bytes.of((byte) 0xC0).plus(Bytes.of(new byte[47]));

    private final GeneratedKey key = GeneratedKey.of(4_711);
    private final GeneratedKey authority = GeneratedKey.of(4_712);

    @Test
    void everyKindComesBackFromANodeAsItWasSent() throws Exception {
        try (var node = AnvilNode.start("--hardfork", "prague");
                var source = open(node)) {
            node.call("anvil_setBalance", key.address().toString(), "0x" + ETHER.toString(16));
            var sent = List.of(oldLegacy(0), legacy(1), withAccessList(2), feeMarket(3), blob(4), delegation(5));
            for (int i = 0; i < sent.size(); i++) {
                EvmTransaction transaction = EvmTransaction.decode(sent.get(i));
                long before = node.height();
                String id = node.call(
                                "eth_sendRawTransaction", onTheWire(transaction).toString())
                        .asString();
                assertThat(id).as("kind " + transaction.kind()).isEqualTo("0x" + transaction.id());
                assertThat(OwnProcess.await(() -> node.height() > before, MINED_MAX))
                        .isTrue();
                String stated =
                        node.call("eth_getTransactionByHash", id).path("type").asString();
                assertThat(stated).isEqualTo("0x" + transaction.kind());

                if (transaction.kind() == BLOBS) {
                    cameBackInABlockOfItsOwnMaking(node, transaction);
                } else {
                    cameBack(node, source, transaction);
                }
            }
        }
    }

    private void cameBack(AnvilNode node, EvmRpcBlockSource source, EvmTransaction sent) {
        AccountTransaction told = only(source.blockAt(node.height()).orElseThrow());
        assertThat(TxId.ofDisplayBytes(told.getTxid().toByteArray())).isEqualTo(sent.id());
        assertThat(Bytes.of(told.getSender().toByteArray()))
                .isEqualTo(key.address().bytes());
        assertThat(Bytes.of(told.getReceiver().toByteArray())).isEqualTo(TO.bytes());
        assertThat(told.getSucceeded()).isTrue();
        BlockHash block = source.refAt(node.height()).orElseThrow().hash();
        var shown = source.prove(sent.id()).orElseThrow().verify(block);
        assertThat(shown.transaction()).isEqualTo(sent);
    }

    /** Anvil's root is over what travels with the blobs, not over the transaction: no other node would take it. */
    private void cameBackInABlockOfItsOwnMaking(AnvilNode node, EvmTransaction sent) {
        String height = "0x" + Long.toHexString(node.height());
        var receipts = new ArrayList<JsonNode>();
        node.call("eth_getBlockReceipts", height).forEach(receipts::add);
        EvmBlock told = BlockJson.block(node.call("eth_getBlockByNumber", height, true), receipts, List.of());
        assertThat(told.transactions()).containsExactly(sent);
        assertThat(sent.blobs()).isEqualTo(1);
        assertThat(sent.signature().signer()).isEqualTo(key.address());
        assertThat(told.header().transactionsRoot())
                .isEqualTo(MerkleTrie.ofIndexed(List.of(onTheWire(sent))).root());
        assertThatThrownBy(told::verified).hasMessageContaining("transactions root");
    }

    private static AccountTransaction only(VerifiedBlock block) {
        var all = block.content().stream()
                .flatMap(record -> record.getAccountTransactions().getTransactionsList().stream())
                .toList();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    /** From before EIP-155: no chain id, v is 27 or 28. */
    private Bytes oldLegacy(long nonce) {
        List<RlpItem> fields = payment(nonce, List.of(number(10_000_000_000L)));
        var signature = key.sign(Keccak.hash(Rlp.encode(RlpItem.of(fields))));
        return signed(fields, signature, signature.odd() ? 28 : 27);
    }

    private Bytes legacy(long nonce) {
        List<RlpItem> fields = payment(nonce, List.of(number(10_000_000_000L)));
        var unsigned = new ArrayList<>(fields);
        unsigned.addAll(List.of(number(AnvilNode.CHAIN), number(0), number(0)));
        var signature = key.sign(Keccak.hash(Rlp.encode(RlpItem.of(unsigned))));
        return signed(fields, signature, 35 + 2 * AnvilNode.CHAIN + (signature.odd() ? 1 : 0));
    }

    private Bytes withAccessList(long nonce) {
        var fields = new ArrayList<>(List.of(number(AnvilNode.CHAIN)));
        fields.addAll(payment(nonce, List.of(number(10_000_000_000L))));
        fields.add(accessList());
        return typed(1, fields);
    }

    private Bytes feeMarket(long nonce) {
        return typed(2, feeMarketFields(nonce, accessList()));
    }

    private Bytes blob(long nonce) throws NoSuchAlgorithmException {
        List<RlpItem> fields = feeMarketFields(nonce, accessList());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(INFINITY.toArray());
        hash[0] = 1;
        fields.add(number(1_000_000_000L));
        fields.add(RlpItem.of(List.of(RlpItem.of(Bytes.of(hash)))));
        return typed(3, fields);
    }

    private Bytes delegation(long nonce) {
        List<RlpItem> fields = feeMarketFields(nonce, RlpItem.of(List.of()));
        List<RlpItem> granted = List.of(number(AnvilNode.CHAIN), RlpItem.of(TO.bytes()), number(0));
        var signature = authority.sign(Keccak.hash(Bytes.of((byte) 5).plus(Rlp.encode(RlpItem.of(granted)))));
        var tuple = new ArrayList<>(granted);
        tuple.addAll(List.of(
                number(signature.odd() ? 1 : 0),
                RlpItem.of(Bytes.ofNumber(signature.r())),
                RlpItem.of(Bytes.ofNumber(signature.s()))));
        fields.add(RlpItem.of(List.of(RlpItem.of(tuple))));
        return typed(4, fields);
    }

    /** The network form of a transaction carries its blobs; the transaction itself does not. */
    private static Bytes onTheWire(EvmTransaction transaction) {
        if (transaction.kind() != BLOBS) {
            return transaction.encoded();
        }
        Bytes coded = transaction.encoded();
        RlpItem own = Rlp.decode(coded.slice(1, coded.size()));
        RlpItem proof = RlpItem.of(List.of(RlpItem.of(INFINITY)));
        RlpItem blobs = RlpItem.of(List.of(RlpItem.of(Bytes.of(new byte[BLOB_BYTES]))));
        return Bytes.of((byte) 3).plus(Rlp.encode(RlpItem.of(List.of(own, blobs, proof, proof))));
    }

    private List<RlpItem> feeMarketFields(long nonce, RlpItem accessList) {
        var fields = new ArrayList<>(List.of(number(AnvilNode.CHAIN)));
        fields.addAll(payment(nonce, List.of(number(1_000_000_000L), number(10_000_000_000L))));
        fields.add(accessList);
        return fields;
    }

    private static List<RlpItem> payment(long nonce, List<RlpItem> prices) {
        var fields = new ArrayList<>(List.of(number(nonce)));
        fields.addAll(prices);
        fields.addAll(
                List.of(number(200_000), RlpItem.of(TO.bytes()), number(7), RlpItem.of(Bytes.parse("0x00ff0102"))));
        return fields;
    }

    private static RlpItem accessList() {
        RlpItem keys = RlpItem.of(
                List.of(RlpItem.of(Bytes.of(new byte[32])), RlpItem.of(Bytes.parse("0x" + "0f".repeat(32)))));
        RlpItem none = RlpItem.of(List.of());
        return RlpItem.of(List.of(
                RlpItem.of(List.of(RlpItem.of(TO.bytes()), keys)),
                RlpItem.of(List.of(RlpItem.of(EvmAddress.ZERO.bytes()), none))));
    }

    private Bytes typed(int kind, List<RlpItem> unsigned) {
        Bytes head = Bytes.of((byte) kind);
        var signature = key.sign(Keccak.hash(head.plus(Rlp.encode(RlpItem.of(unsigned)))));
        return head.plus(signed(unsigned, signature, signature.odd() ? 1 : 0));
    }

    private static Bytes signed(List<RlpItem> fields, GeneratedKey.Signature signature, long v) {
        var all = new ArrayList<>(fields);
        all.add(number(v));
        all.add(RlpItem.of(Bytes.ofNumber(signature.r())));
        all.add(RlpItem.of(Bytes.ofNumber(signature.s())));
        return Rlp.encode(RlpItem.of(all));
    }

    private static RlpItem number(long number) {
        return RlpItem.of(Bytes.ofNumber(number));
    }

    private static EvmRpcBlockSource open(AnvilNode node) {
        var settings = new NodeSettings(
                new ChainId("eip155:" + AnvilNode.CHAIN),
                node.http(),
                null,
                NodeSettings.Parts.USUAL,
                NodeSettings.Finality.FINALIZED,
                NodeSettings.Limits.USUAL);
        return EvmRpcBlockSource.open(settings, new EvmBlockRecords(EvmNetwork.of(Chains.named("anvil"))));
    }
}
