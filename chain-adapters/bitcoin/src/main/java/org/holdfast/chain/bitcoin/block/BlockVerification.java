package org.holdfast.chain.bitcoin.block;

import static org.holdfast.chain.bitcoin.block.BlockFault.fault;

import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.base.VarInt;
import org.bitcoinj.core.ProtocolException;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutput;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/**
 * Parses a block with bitcoinj and makes all checks that need no other block: no byte is left over, proof of work,
 * merkle root, witness commitment, weight, one coinbase, amounts. One instance belongs to one thread.
 */
public final class BlockVerification {
    /** 4 million weight units (BIP-141); also bounds every block from before. */
    public static final int WEIGHT_MAX = 4_000_000;

    private static final byte[] COMMITMENT_MARK = {0x6A, 0x24, (byte) 0xAA, 0x21, (byte) 0xA9, (byte) 0xED};

    /** A block that holds together, with its transaction ids in block order, internal byte order. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    public record Checked(BlockHeader header, byte[] raw, List<Transaction> transactions, List<byte[]> txids) {}

    private final BitcoinNetwork network;
    private final DoubleSha256 sha = new DoubleSha256();

    public BlockVerification(BitcoinNetwork network) {
        this.network = network;
    }

    /** Checks one block. Throws {@code InputFaultException} with the place and the reason where it does not hold. */
    public Checked check(byte[] raw, String where) {
        BlockHeader header = checkHeader(raw, where);
        String place = where + ", block " + header.hash();
        List<Transaction> transactions = parse(raw, place);
        List<byte[]> txids = checkMerkleRoot(raw, transactions, place);
        TransactionRules.check(transactions, place);
        int weight = checkWitnesses(transactions, raw.length, place);
        if (weight > WEIGHT_MAX) {
            throw fault(
                    "bitcoin.block.too-heavy",
                    "a block is heavier than the protocol allows",
                    place,
                    "at most " + WEIGHT_MAX + " weight units",
                    Integer.toString(weight));
        }
        return new Checked(header, raw, transactions, txids);
    }

    /** Checks the header of a block; refuses bytes that are too short for one. */
    public BlockHeader checkHeader(byte[] raw, String where) {
        if (raw.length < BlockHeader.BYTES + 1) {
            throw fault(
                    "bitcoin.block.truncated", "a block is cut off", where, "at least 81 bytes", raw.length + " bytes");
        }
        return checkWork(raw, where);
    }

    /** Checks proof of work of 80 bytes against the header's own target and the network's easiest one. */
    public BlockHeader checkWork(byte[] raw, String where) {
        BlockHeader header = BlockHeader.read(raw, 0, sha);
        if (!isAllowed(header)) {
            throw fault(
                    "bitcoin.block.wrong-difficulty",
                    "a block's target is not one of this network's",
                    where + ", block " + header.hash(),
                    "a target of " + network.label() + ", at most "
                            + network.targetMax().toString(16),
                    "%08x in compact form".formatted(header.bits()),
                    "name the network of the block with --chain; nothing of it was published");
        }
        if (!header.meetsItsTarget()) {
            throw fault(
                    "bitcoin.block.no-proof-of-work",
                    "a block has no proof of work",
                    where,
                    "a hash of at most " + header.target().toString(16),
                    header.hash().toString());
        }
        return header;
    }

    /** Whether 80 bytes are a header of this network by their target and their hash. */
    public boolean hasWork(byte[] raw) {
        BlockHeader header = BlockHeader.read(raw, 0, sha);
        return isAllowed(header) && header.meetsItsTarget();
    }

    /** Whether 80 bytes can be a header of some network: by this one's targets, or by their hash. */
    public boolean looksLikeHeader(byte[] raw) {
        BlockHeader header = BlockHeader.read(raw, 0, sha);
        return isAllowed(header) || header.meetsItsTarget();
    }

    private boolean isAllowed(BlockHeader header) {
        var target = header.target();
        return target.signum() > 0
                && target.compareTo(network.targetMax()) <= 0
                && (!network.fixedDifficulty()
                        || target.bitLength() == network.targetMax().bitLength());
    }

    private static List<Transaction> parse(byte[] raw, String place) {
        var buffer = ByteBuffer.wrap(raw);
        buffer.position(BlockHeader.BYTES);
        var transactions = new ArrayList<Transaction>();
        long count = 0;
        try {
            count = VarInt.read(buffer).longValue();
            while (transactions.size() < count) {
                transactions.add(Transaction.read(buffer));
            }
        } catch (BufferUnderflowException e) {
            throw cutOff(transactions.size(), count, raw.length, place);
        } catch (ProtocolException | IllegalArgumentException | IllegalStateException e) {
            throw unreadable(e, transactions.size(), count, raw.length, place);
        }
        if (buffer.hasRemaining()) {
            throw fault(
                    "bitcoin.block.trailing-bytes",
                    "there are bytes after a block",
                    place,
                    buffer.position() + " bytes",
                    raw.length + " bytes");
        }
        if (transactions.isEmpty()) {
            throw fault("bitcoin.block.empty", "a block has no transaction", place, "a coinbase", "none");
        }
        requireCanonical(raw, transactions, place);
        return transactions;
    }

    /** bitcoinj reads some forms that nodes refuse; what it writes back must be what was read. */
    private static void requireCanonical(byte[] raw, List<Transaction> transactions, String place) {
        var again = ByteBuffer.allocate(raw.length);
        try {
            again.put(raw, 0, BlockHeader.BYTES)
                    .put(VarInt.of(transactions.size()).serialize());
            transactions.forEach(transaction -> again.put(transaction.serialize()));
        } catch (BufferOverflowException e) {
            throw notCanonical(place);
        }
        if (again.hasRemaining() || !Arrays.equals(raw, again.array())) {
            throw notCanonical(place);
        }
    }

    private static RuntimeException notCanonical(String place) {
        return fault(
                "bitcoin.block.not-canonical",
                "a block is not in the canonical form",
                place,
                "the bytes that its parsed content gives",
                "others");
    }

    private static RuntimeException cutOff(int read, long count, int length, String place) {
        return fault(
                "bitcoin.block.truncated",
                "a block is cut off",
                place,
                Long.toUnsignedString(count) + " transactions",
                "the end after %d of them and %d bytes".formatted(read, length));
    }

    /** A length beyond the end of the bytes is reported by bitcoinj in either way; both mean that bytes are missing. */
    private static RuntimeException unreadable(RuntimeException cause, int read, long count, int length, String place) {
        if (cause.getCause() instanceof BufferUnderflowException) {
            return cutOff(read, count, length, place);
        }
        return fault(
                "bitcoin.block.unreadable",
                "a block cannot be read",
                place,
                "transactions to the end of the block",
                "no transaction at position " + read);
    }

    private List<byte[]> checkMerkleRoot(byte[] raw, List<Transaction> transactions, String place) {
        var txids = new ArrayList<byte[]>(transactions.size());
        for (Transaction transaction : transactions) {
            txids.add(internal(transaction.getTxId()));
        }
        MerkleTree.Root root = MerkleTree.root(txids, sha);
        if (!Arrays.equals(root.hash(), Arrays.copyOfRange(raw, 36, 68))) {
            throw fault(
                    "bitcoin.block.merkle-root-mismatch",
                    "a block's transactions do not give its merkle root",
                    place,
                    BlockHash.ofBitcoinInternalBytes(Arrays.copyOfRange(raw, 36, 68))
                            .toString(),
                    BlockHash.ofBitcoinInternalBytes(root.hash()).toString());
        }
        if (root.doubled()) {
            throw fault(
                    "bitcoin.block.transactions-doubled",
                    "a block repeats transactions without changing its merkle root (CVE-2012-2459)",
                    place,
                    "no two equal neighbours in the merkle tree",
                    "two");
        }
        return txids;
    }

    /** Checks the witness commitment (BIP-141) and returns the block's weight. */
    private int checkWitnesses(List<Transaction> transactions, int size, String place) {
        int base = size;
        boolean any = false;
        var wtxids = new ArrayList<byte[]>(transactions.size());
        for (int i = 0; i < transactions.size(); i++) {
            Transaction transaction = transactions.get(i);
            if (transaction.hasWitnesses()) {
                any = true;
                base -= 2;
                for (TransactionInput input : transaction.getInputs()) {
                    base -= input.getWitness().messageSize();
                }
            }
            wtxids.add(i == 0 ? new byte[32] : internal(transaction.getWTxId()));
        }
        // Before the rule was in force, miners committed to witnesses and left them out; later this is a stripped
        // block.
        boolean due = CoinbaseHeight.claimed(transactions.getFirst()) >= network.witnessFrom()
                && commitment(transactions.getFirst()) != null;
        if (any || due) {
            checkCommitment(
                    transactions.getFirst(), MerkleTree.root(wtxids, sha).hash(), place);
        }
        return 3 * base + size;
    }

    private void checkCommitment(Transaction coinbase, byte[] witnessRoot, String place) {
        byte[] committed = commitment(coinbase);
        var witness = coinbase.getInputs().getFirst().getWitness();
        boolean reserved = witness.getPushCount() == 1 && witness.getPush(0).length == 32;
        byte[] expected = reserved ? sha.hashPair(witnessRoot, witness.getPush(0)) : null;
        if (committed == null || expected == null || !Arrays.equals(committed, expected)) {
            throw fault(
                    "bitcoin.block.witness-commitment-mismatch",
                    "a block's witnesses are not those its coinbase commits to",
                    place,
                    expected == null ? "a reserved value of 32 bytes" : hex(expected),
                    committed == null ? "no commitment" : hex(committed));
        }
    }

    private static byte @Nullable [] commitment(Transaction coinbase) {
        byte[] committed = null;
        for (TransactionOutput output : coinbase.getOutputs()) {
            byte[] script = output.getScriptBytes();
            if (script.length >= 38 && Arrays.equals(Arrays.copyOf(script, 6), COMMITMENT_MARK)) {
                committed = Arrays.copyOfRange(script, 6, 38); // The last one counts.
            }
        }
        return committed;
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    private static byte[] internal(Sha256Hash hash) {
        return Hash256.ofDisplayBytes(hash.getBytes()).bitcoinInternalBytes();
    }
}
