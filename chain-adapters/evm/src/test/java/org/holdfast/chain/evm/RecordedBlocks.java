package org.holdfast.chain.evm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.block.Withdrawal;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.testkit.RealData;

/** Mainnet blocks recorded as RLP: lines "header: 0x...", "body: 0x...", "receipts: 0x...". */
public final class RecordedBlocks {
    private RecordedBlocks() {}

    public static EvmBlock read(long number) throws IOException {
        Path file = RealData.require("ethereum/rlp-blocks/block-data-" + number + ".yaml");
        var parts = new HashMap<String, Bytes>();
        for (String line : Files.readAllLines(file)) {
            String[] pair = line.replace("\"", "").split(": ", 2);
            parts.put(pair[0], Bytes.parse(pair[1].strip()));
        }
        List<RlpItem> body = Rlp.decode(parts.get("body")).list();
        return new EvmBlock(
                EvmHeader.decode(parts.get("header")),
                body.get(0).list().stream().map(RecordedBlocks::transaction).toList(),
                Rlp.decode(parts.get("receipts")).list().stream()
                        .map(EvmReceipt::decodeWithoutBloom)
                        .toList(),
                body.get(1).list().stream()
                        .map(ommer -> EvmHeader.decode(Rlp.encode(ommer)))
                        .toList(),
                body.size() < 3
                        ? List.of()
                        : body.get(2).list().stream().map(Withdrawal::decode).toList());
    }

    private static EvmTransaction transaction(RlpItem item) {
        return switch (item) {
            case RlpItem.Text typed -> EvmTransaction.decode(typed.bytes());
            case RlpItem.Sequence legacy -> EvmTransaction.decode(Rlp.encode(legacy));
        };
    }
}
