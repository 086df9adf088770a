package org.holdfast.chain.evm.generate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.LogsBloom;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.chain.evm.trie.MerkleTrie;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;

/**
 * A chain of signed transactions with receipts and calls that belong together, the same for the same seed. Of ten
 * transactions four move a token, two plain value, two swap in a pool through a router (four logs, five calls), one
 * pays through nested calls of which one is undone, one wraps ether. Balances are not kept: what is paid was always
 * there.
 */
public final class GeneratedEvmChain {
    public static final long CHAIN = GeneratedTransaction.CHAIN;

    private static final int SENDERS = 512;
    private static final long FIRST_TIME = 1_700_000_000;
    private static final int SECONDS_PER_BLOCK = 12;
    private static final long BASE_FEE = 1_000_000_000;
    private static final long GAS_PER_TRANSACTION = 60_000;
    private static final Hash256 TRANSFER = Keccak.ofSignature("Transfer(address,address,uint256)");
    private static final Hash256 SYNC = Keccak.ofSignature("Sync(uint112,uint112)");
    private static final Hash256 SWAP = Keccak.ofSignature("Swap(address,uint256,uint256,uint256,uint256,address)");
    private static final Hash256 DEPOSIT = Keccak.ofSignature("Deposit(address,uint256)");
    private static final EvmAddress TOKEN = account(1);
    private static final EvmAddress OTHER_TOKEN = account(2);
    private static final EvmAddress ROUTER = account(3);
    private static final EvmAddress POOL = account(4);
    private static final EvmAddress SPLITTER = account(5);
    private static final EvmAddress WRAPPED = account(6);

    private final SplittableRandom random;
    private final List<GeneratedKey> keys = new ArrayList<>();
    private final long[] nonces = new long[SENDERS];
    private BlockHash parent = new BlockHash(Hash256.ZERO);
    private long height;

    public GeneratedEvmChain(long seed) {
        this.random = new SplittableRandom(seed);
        for (int i = 1; i <= SENDERS; i++) {
            keys.add(GeneratedKey.of(i));
        }
    }

    /** The next block, with this many transactions. */
    public GeneratedBlock next(int count) {
        var transactions = new ArrayList<GeneratedTransaction>(count);
        long gas = 0;
        for (int i = 0; i < count; i++) {
            gas += GAS_PER_TRANSACTION;
            transactions.add(transaction(gas));
        }
        Bytes header = header(transactions, gas);
        EvmHeader decoded = EvmHeader.decode(header);
        var ref = new BlockRef(height, decoded.hash());
        var block = new GeneratedBlock(
                ref,
                parent,
                count,
                BlockText.block(decoded, transactions),
                BlockText.receipts(ref, transactions),
                BlockText.calls(transactions));
        parent = decoded.hash();
        height++;
        return block;
    }

    private GeneratedTransaction transaction(long cumulativeGas) {
        int sender = random.nextInt(SENDERS);
        GeneratedKey key = keys.get(sender);
        long nonce = nonces[sender]++;
        EvmAddress other = keys.get(random.nextInt(SENDERS)).address();
        BigInteger some = BigInteger.valueOf(1 + random.nextLong(1_000_000_000));
        EvmAddress from = key.address();
        Draft draft = switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> token(from, other, some);
            case 4, 5 -> new Draft(other, some, Bytes.EMPTY, List.of(), List.of());
            case 6, 7 -> swap(from, some);
            case 8 -> split(other, some);
            default -> new Draft(WRAPPED, some, input("deposit()"), List.of(deposit(from, some)), List.of());
        };
        var signed = GeneratedTransaction.sign(key, nonce, 2 * GAS_PER_TRANSACTION, draft.to, draft.value, draft.input);
        var receipt = new EvmReceipt(2, Bytes.of((byte) 1), BigInteger.valueOf(cumulativeGas), draft.logs);
        String calls = BlockText.call("CALL", from, draft.to, draft.value, draft.input, "", draft.calls);
        return new GeneratedTransaction(signed, from, 2 * GAS_PER_TRANSACTION, receipt, calls);
    }

    private record Draft(EvmAddress to, BigInteger value, Bytes input, List<EvmLog> logs, List<String> calls) {}

    private static Draft token(EvmAddress from, EvmAddress to, BigInteger amount) {
        Bytes input = input("transfer(address,uint256)").plus(word(to)).plus(word(amount));
        return new Draft(TOKEN, BigInteger.ZERO, input, List.of(transfer(TOKEN, from, to, amount)), List.of());
    }

    private static Draft swap(EvmAddress from, BigInteger in) {
        BigInteger out = in.shiftRight(1).max(BigInteger.ONE);
        Bytes amounts =
                word(in).plus(word(BigInteger.ZERO)).plus(word(BigInteger.ZERO)).plus(word(out));
        var logs = List.of(
                transfer(TOKEN, from, POOL, in),
                transfer(OTHER_TOKEN, POOL, from, out),
                new EvmLog(POOL, List.of(SYNC), word(in).plus(word(out))),
                new EvmLog(POOL, List.of(SWAP, topic(ROUTER), topic(from)), amounts));
        Bytes take = input("transferFrom(address,address,uint256)")
                .plus(word(from))
                .plus(word(POOL))
                .plus(word(in));
        Bytes give = input("transfer(address,uint256)").plus(word(from)).plus(word(out));
        var calls = List.of(
                BlockText.call("CALL", ROUTER, TOKEN, BigInteger.ZERO, take, "", List.of()),
                BlockText.call(
                        "CALL",
                        ROUTER,
                        POOL,
                        BigInteger.ZERO,
                        input("swap(uint256,uint256,address,bytes)").plus(amounts),
                        "",
                        List.of(
                                BlockText.call("CALL", POOL, OTHER_TOKEN, BigInteger.ZERO, give, "", List.of()),
                                BlockText.call(
                                        "STATICCALL",
                                        POOL,
                                        TOKEN,
                                        BigInteger.ZERO,
                                        input("balanceOf(address)").plus(word(POOL)),
                                        "",
                                        List.of()))));
        return new Draft(ROUTER, BigInteger.ZERO, input("swap(uint256)").plus(word(in)), logs, calls);
    }

    private static Draft split(EvmAddress to, BigInteger value) {
        BigInteger part = value.shiftRight(2);
        String paid = BlockText.call("CALL", SPLITTER, to, part, Bytes.EMPTY, "", List.of());
        String undone = BlockText.call(
                "CALL",
                SPLITTER,
                SPLITTER,
                part,
                input("undone()"),
                "execution reverted",
                List.of(BlockText.call("CALL", SPLITTER, to, part, Bytes.EMPTY, "", List.of())));
        return new Draft(SPLITTER, value, input("split()"), List.of(), List.of(paid, undone, paid));
    }

    private static EvmLog deposit(EvmAddress to, BigInteger amount) {
        return new EvmLog(WRAPPED, List.of(DEPOSIT, topic(to)), word(amount));
    }

    private static EvmLog transfer(EvmAddress token, EvmAddress from, EvmAddress to, BigInteger amount) {
        return new EvmLog(token, List.of(TRANSFER, topic(from), topic(to)), word(amount));
    }

    private Bytes header(List<GeneratedTransaction> transactions, long gas) {
        var receipts = transactions.stream().map(t -> t.receipt().encoded()).toList();
        var coded = transactions.stream().map(t -> t.transaction().encoded()).toList();
        var logs =
                transactions.stream().flatMap(t -> t.receipt().logs().stream()).toList();
        Bytes noOmmers = Bytes.of(Keccak.hash(Rlp.encode(RlpItem.of(List.of()))).displayBytes());
        return Rlp.encode(RlpItem.of(List.of(
                RlpItem.of(Bytes.of(parent.displayBytes())),
                RlpItem.of(noOmmers),
                RlpItem.of(account(7).bytes()),
                hash(Hash256.ZERO),
                hash(MerkleTrie.ofIndexed(coded).root()),
                hash(MerkleTrie.ofIndexed(receipts).root()),
                RlpItem.of(LogsBloom.of(logs)),
                number(0),
                number(height),
                number(2 * gas),
                number(gas),
                number(FIRST_TIME + SECONDS_PER_BLOCK * height),
                RlpItem.of(Bytes.EMPTY),
                hash(Hash256.ZERO),
                RlpItem.of(Bytes.of(new byte[8])),
                number(BASE_FEE))));
    }

    private static RlpItem hash(Hash256 hash) {
        return RlpItem.of(Bytes.of(hash.displayBytes()));
    }

    private static RlpItem number(long number) {
        return RlpItem.of(Bytes.ofNumber(number));
    }

    private static EvmAddress account(int number) {
        return new EvmAddress(0xACC0_0000_0000_0000L, 0, number);
    }

    private static Bytes input(String signature) {
        return Keccak.selector(signature);
    }

    private static Bytes word(EvmAddress address) {
        return Bytes.of(new byte[Hash256.BYTES - EvmAddress.BYTES]).plus(address.bytes());
    }

    private static Bytes word(BigInteger number) {
        Bytes padded = Bytes.of(new byte[Hash256.BYTES]).plus(Bytes.ofNumber(number));
        return padded.slice(padded.size() - Hash256.BYTES, padded.size());
    }

    private static Hash256 topic(EvmAddress address) {
        return word(address).hash();
    }
}
