package org.holdfast.bench;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.block.LogsBloom;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.chain.evm.event.Signatures;
import org.holdfast.chain.evm.trie.MerkleTrie;
import org.holdfast.primitives.Hash256;

/**
 * A generated EVM chain, recorded as a node would hand it out: header, transactions and receipts in their coding, call
 * traces as JSON. Each transaction swaps one token for another in a pool: three logs and seven calls.
 */
final class EvmSource {
    static final int LOGS = 3;
    static final int CALLS = 7;

    private static final int CHAIN_ID = 1;
    private static final long GAS = 120_000;
    private static final long BASE_FEE = 7_000_000_000L;
    private static final long TIP = 1_000_000_000L;
    private static final int CALL_BYTES = 132;
    private static final EvmAddress ROUTER = address(1);
    private static final EvmAddress POOL = address(2);
    private static final EvmAddress TOKEN_IN = address(3);
    private static final EvmAddress TOKEN_OUT = address(4);
    /** The x of the curve's generator: as r of a signature it always belongs to a point, so any s has a signer. */
    private static final BigInteger R =
            new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16);

    private final List<Recorded> blocks = new ArrayList<>();

    /**
     * One block as it came from a node.
     *
     * @param traces what {@code debug_traceBlockByHash} answers with the tracer {@code callTracer}
     */
    record Recorded(Bytes header, List<Bytes> transactions, List<Bytes> receipts, String traces) {}

    EvmSource(int count, int transactionsEach) {
        Hash256 parent = Hash256.ZERO;
        for (int i = 0; i < count; i++) {
            Recorded block = block(i + 1L, parent, transactionsEach);
            blocks.add(block);
            parent = Keccak.hash(block.header());
        }
    }

    List<Recorded> blocks() {
        return List.copyOf(blocks);
    }

    long transactions() {
        return blocks.stream().mapToLong(b -> b.transactions().size()).sum();
    }

    private static Recorded block(long number, Hash256 parent, int count) {
        var transactions = new ArrayList<Bytes>();
        var receipts = new ArrayList<EvmReceipt>();
        var traces = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            long nonce = number * count + i;
            Bytes coded = transaction(nonce);
            EvmTransaction transaction = EvmTransaction.decode(coded);
            EvmAddress sender = transaction.signature().signer();
            transactions.add(coded);
            receipts.add(new EvmReceipt(2, Bytes.of((byte) 1), BigInteger.valueOf(GAS * (i + 1)), logs(sender, nonce)));
            traces.append(i == 0 ? "" : ",").append(trace(transaction, sender));
        }
        List<Bytes> coded = receipts.stream().map(EvmReceipt::encoded).toList();
        Bytes bloom =
                LogsBloom.of(receipts.stream().flatMap(r -> r.logs().stream()).toList());
        Bytes header = header(number, parent, transactions, coded, bloom, GAS * count);
        return new Recorded(header, transactions, coded, traces.append(']').toString());
    }

    private static Bytes transaction(long nonce) {
        var fields = List.of(
                number(CHAIN_ID),
                number(nonce),
                number(TIP),
                number(4 * BASE_FEE),
                number(2 * GAS),
                RlpItem.of(ROUTER.bytes()),
                number(5),
                RlpItem.of(Bytes.of(new byte[CALL_BYTES])),
                RlpItem.of(List.of()),
                number(0),
                RlpItem.of(Bytes.ofNumber(R)),
                number(1 + nonce));
        return Bytes.of((byte) 2).plus(Rlp.encode(RlpItem.of(fields)));
    }

    private static List<EvmLog> logs(EvmAddress sender, long amount) {
        return List.of(
                log(TOKEN_IN, Signatures.TRANSFER, List.of(sender, POOL), word(amount)),
                log(TOKEN_OUT, Signatures.TRANSFER, List.of(POOL, sender), word(amount + 1)),
                log(
                        POOL,
                        Signatures.SWAP_V2,
                        List.of(ROUTER, sender),
                        word(amount).plus(word(0)).plus(word(0)).plus(word(amount + 1))));
    }

    private static EvmLog log(EvmAddress contract, Hash256 topic, List<EvmAddress> indexed, Bytes data) {
        var topics = new ArrayList<Hash256>();
        topics.add(topic);
        indexed.forEach(
                party -> topics.add(Bytes.of(new byte[12]).plus(party.bytes()).hash()));
        return new EvmLog(contract, topics, data);
    }

    private static String trace(EvmTransaction transaction, EvmAddress sender) {
        String inside = String.join(
                ",",
                call("CALL", ROUTER, TOKEN_IN, 0, ""),
                call("STATICCALL", ROUTER, POOL, 0, ""),
                call(
                        "CALL",
                        ROUTER,
                        POOL,
                        2,
                        call("CALL", POOL, TOKEN_OUT, 0, "") + "," + call("STATICCALL", POOL, TOKEN_IN, 0, "") + ","
                                + call("CALL", POOL, sender, 1, "")));
        return "{\"txHash\":\"0x%s\",\"result\":%s}"
                .formatted(transaction.id(), call("CALL", sender, ROUTER, 5, inside));
    }

    private static String call(String type, EvmAddress from, EvmAddress to, long value, String inside) {
        String calls = inside.isEmpty() ? "" : ",\"calls\":[" + inside + "]";
        return ("{\"type\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"value\":\"0x%x\",\"gasUsed\":\"0x5208\","
                        + "\"input\":\"0x%s\",\"output\":\"0x%s\"%s}")
                .formatted(type, from, to, value, "00".repeat(CALL_BYTES), "00".repeat(32), calls);
    }

    private static Bytes header(
            long number, Hash256 parent, List<Bytes> transactions, List<Bytes> receipts, Bytes bloom, long gas) {
        var none = RlpItem.of(hash(Keccak.hash(Rlp.encode(RlpItem.of(List.of())))));
        Bytes coded = Rlp.encode(RlpItem.of(List.of(
                RlpItem.of(hash(parent)),
                none,
                RlpItem.of(address(9).bytes()),
                RlpItem.of(hash(MerkleTrie.EMPTY_ROOT)),
                RlpItem.of(hash(MerkleTrie.ofIndexed(transactions).root())),
                RlpItem.of(hash(MerkleTrie.ofIndexed(receipts).root())),
                RlpItem.of(bloom),
                number(0),
                number(number),
                number(2 * gas),
                number(gas),
                number(1_700_000_000L + 12 * number),
                RlpItem.of(Bytes.EMPTY),
                RlpItem.of(hash(Hash256.ZERO)),
                RlpItem.of(Bytes.of(new byte[8])),
                number(BASE_FEE))));
        return EvmHeader.decode(coded).encoded();
    }

    private static Bytes hash(Hash256 hash) {
        return Bytes.of(hash.displayBytes());
    }

    private static RlpItem number(long number) {
        return RlpItem.of(Bytes.ofNumber(number));
    }

    private static Bytes word(long number) {
        Bytes tail = Bytes.ofNumber(number);
        return Bytes.of(new byte[32 - tail.size()]).plus(tail);
    }

    private static EvmAddress address(int number) {
        return EvmAddress.of(Bytes.of(new byte[EvmAddress.BYTES - 1]).plus(Bytes.of((byte) number)));
    }
}
