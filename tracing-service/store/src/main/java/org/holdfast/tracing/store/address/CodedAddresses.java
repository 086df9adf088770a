package org.holdfast.tracing.store.address;

import java.util.Arrays;
import java.util.List;
import org.holdfast.tracing.output.graph.BlockContent;

/** The addresses of some transactions that follow one another, as their {@link AddressCode} in one row of bytes. */
public final class CodedAddresses {
    /** Most codes are shorter; the row grows where they are not. */
    private static final int BYTES_EXPECTED = 24;

    private static final int ROOM = 256;

    /** The number of the first address of each transaction, and of the one behind the last. */
    private final int[] firsts;
    /** Bytes that writing the addresses of each transaction may take, by {@link AddressCode#roomFor}. */
    private final int[] rooms;
    /** Where each code begins, and the end of the last. */
    private final int[] starts;

    private final long[] hashes;
    private byte[] bytes;

    private CodedAddresses(int transactions, int addresses) {
        this.firsts = new int[transactions + 1];
        this.rooms = new int[transactions];
        this.starts = new int[addresses + 1];
        this.hashes = new long[addresses];
        this.bytes = new byte[addresses * BYTES_EXPECTED + ROOM];
    }

    public static CodedAddresses of(List<BlockContent.Transaction> transactions) {
        int addresses = 0;
        for (BlockContent.Transaction transaction : transactions) {
            addresses += transaction.outputs().size();
        }
        var coded = new CodedAddresses(transactions.size(), addresses);
        int number = 0;
        for (int i = 0; i < transactions.size(); i++) {
            for (BlockContent.Output output : transactions.get(i).outputs()) {
                coded.rooms[i] += coded.add(number++, output.address());
            }
            coded.firsts[i + 1] = number;
        }
        return coded;
    }

    private int add(int number, String address) {
        int at = starts[number];
        int room = AddressCode.roomFor(address);
        if (bytes.length - at < room) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + room);
        }
        int next = AddressCode.write(address, bytes, at);
        starts[number + 1] = next;
        if (next - at >= SeenAddresses.LENGTH_LEAST) {
            hashes[number] = SeenAddresses.hash(bytes, at, next - at);
        }
        return room;
    }

    /** Number of the first address of a transaction; of the one behind the last, how many addresses there are. */
    public int first(int transaction) {
        return firsts[transaction];
    }

    /** Bytes that writing the addresses of a transaction may take. */
    public int room(int transaction) {
        return rooms[transaction];
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes} the code of an address begins. */
    public int start(int number) {
        return starts[number];
    }

    public int length(int number) {
        return starts[number + 1] - starts[number];
    }

    /** By {@link SeenAddresses#hash}; 0 for one that is too short to be shared. */
    public long hash(int number) {
        return hashes[number];
    }
}
