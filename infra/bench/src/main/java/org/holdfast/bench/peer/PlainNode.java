package org.holdfast.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthGetBlockReceipts;
import org.web3j.protocol.http.HttpService;

/** Blocks and receipts read by web3j alone, nothing checked, no calls. */
public final class PlainNode {
    private PlainNode() {}

    /** How many transactions and logs the first blocks of a node have. */
    public record Read(int transactions, int logs) {}

    /** Reads the blocks from height 0 on, one request after another. */
    public static Read read(URI node, int blocks) {
        int transactions = 0;
        int logs = 0;
        var service = new HttpService(node.toString());
        try {
            for (int height = 0; height < blocks; height++) {
                var asked = List.of("0x" + Integer.toHexString(height), true);
                EthBlock.Block block = new Request<>("eth_getBlockByNumber", asked, service, EthBlock.class)
                        .send()
                        .getBlock();
                transactions += block.getTransactions().size();
                var receipts = new Request<>(
                                "eth_getBlockReceipts", List.of(block.getHash()), service, EthGetBlockReceipts.class)
                        .send();
                logs += receipts.getBlockReceipts().orElseThrow().stream()
                        .mapToInt(receipt -> receipt.getLogs().size())
                        .sum();
            }
            service.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Read(transactions, logs);
    }
}
