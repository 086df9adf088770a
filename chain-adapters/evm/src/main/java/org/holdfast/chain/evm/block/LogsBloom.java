package org.holdfast.chain.evm.block;

import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Keccak;

/** The 2048-bit filter over a receipt's or block's log addresses and topics (Yellow Paper, section 4.3.1). */
public final class LogsBloom {
    public static final int SIZE = 256;
    private static final int BIT_MASK = 0x7FF;

    private LogsBloom() {}

    public static Bytes of(List<EvmLog> logs) {
        byte[] bloom = new byte[SIZE];
        for (EvmLog log : logs) {
            add(bloom, log.contract().bytes());
            log.topics().forEach(topic -> add(bloom, Bytes.of(topic.displayBytes())));
        }
        return Bytes.of(bloom);
    }

    private static void add(byte[] bloom, Bytes entry) {
        byte[] hash = Keccak.hash(entry).displayBytes();
        for (int pair = 0; pair < 6; pair += 2) {
            int bit = (((hash[pair] & 0xFF) << 8) | (hash[pair + 1] & 0xFF)) & BIT_MASK;
            bloom[SIZE - 1 - bit / 8] |= (byte) (1 << (bit % 8));
        }
    }
}
