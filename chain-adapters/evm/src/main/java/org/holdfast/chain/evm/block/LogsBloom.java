package org.holdfast.chain.evm.block;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Keccak;

/** The 2048-bit filter over a receipt's or block's log addresses and topics (Yellow Paper, section 4.3.1). */
public final class LogsBloom {
    public static final int SIZE = 256;
    private static final int BIT_MASK = 0x7FF;
    private static final int BITS_PER_ENTRY = 3;

    /** Which bits an entry sets. A block names the same contracts and events over and over: each is hashed once. */
    private final Map<Bytes, int[]> known = new HashMap<>();

    private LogsBloom() {}

    public static Bytes of(List<EvmLog> logs) {
        return new LogsBloom().filter(logs);
    }

    /** The filter of each receipt, in their order. */
    static List<Bytes> ofEach(List<EvmReceipt> receipts) {
        var block = new LogsBloom();
        var filters = new ArrayList<Bytes>(receipts.size());
        for (EvmReceipt receipt : receipts) {
            filters.add(block.filter(receipt.logs()));
        }
        return filters;
    }

    /** The filter that has all bits of these. */
    static Bytes union(List<Bytes> filters) {
        byte[] bloom = new byte[SIZE];
        for (Bytes filter : filters) {
            for (int i = 0; i < SIZE; i++) {
                bloom[i] |= (byte) filter.at(i);
            }
        }
        return Bytes.of(bloom);
    }

    private Bytes filter(List<EvmLog> logs) {
        byte[] bloom = new byte[SIZE];
        for (EvmLog log : logs) {
            add(bloom, log.contract().bytes());
            log.topics().forEach(topic -> add(bloom, Bytes.of(topic.displayBytes())));
        }
        return Bytes.of(bloom);
    }

    private void add(byte[] bloom, Bytes entry) {
        for (int bit : known.computeIfAbsent(entry, LogsBloom::bits)) {
            bloom[SIZE - 1 - bit / 8] |= (byte) (1 << (bit % 8));
        }
    }

    private static int[] bits(Bytes entry) {
        byte[] hash = Keccak.hash(entry).displayBytes();
        int[] bits = new int[BITS_PER_ENTRY];
        for (int i = 0; i < BITS_PER_ENTRY; i++) {
            bits[i] = (((hash[2 * i] & 0xFF) << 8) | (hash[2 * i + 1] & 0xFF)) & BIT_MASK;
        }
        return bits;
    }
}
