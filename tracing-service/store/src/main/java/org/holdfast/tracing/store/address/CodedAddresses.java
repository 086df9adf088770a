package org.holdfast.tracing.store.address;

import java.util.Arrays;
import java.util.List;
import org.holdfast.tracing.output.graph.BlockContent;

/** The addresses of consecutive transactions in their {@link AddressCode}, one after the other in one array. */
public final class CodedAddresses {
    /** Most codes are shorter; the array grows otherwise. */
    private static final int BYTES_EXPECTED = 24;

    private static final int ROOM = 256;

    /** The number of the first address of each transaction; the last element is the number of all addresses. */
    private final int[] firsts;
    /** An upper bound of the bytes of each transaction's addresses, by {@link AddressCode#roomFor}. */
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

    /** The number of a transaction's first address; after the last transaction, the number of all addresses. */
    public int first(int transaction) {
        return firsts[transaction];
    }

    /** An upper bound of the bytes of a transaction's addresses. */
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

    /** The {@link SeenAddresses#hash} of an address; 0 for one that is too short for a reference. */
    public long hash(int number) {
        return hashes[number];
    }
}
