package org.holdfast.chain.evm.node;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.node.NodeCalls.Answer;
import org.holdfast.chain.evm.node.NodeCalls.Call;
import org.holdfast.chain.evm.node.NodeSettings.Receipts;
import org.holdfast.chain.evm.node.json.RpcFields;
import tools.jackson.databind.JsonNode;

/** The receipts of a block, asked for in one of several ways; each states its block. */
final class NodeReceipts implements Part<Receipts, List<JsonNode>> {
    @Override
    public List<Call> calls(Receipts way, JsonNode block) {
        return switch (way) {
            case BLOCK_HASH -> List.of(Call.of("eth_getBlockReceipts", RpcFields.text(block, "hash")));
            case BLOCK_NUMBER -> List.of(Call.of("eth_getBlockReceipts", RpcFields.text(block, "number")));
            case SINGLE -> {
                var calls = new ArrayList<Call>();
                for (JsonNode transaction : RpcFields.items(block, "transactions")) {
                    calls.add(Call.of("eth_getTransactionReceipt", RpcFields.text(transaction, "hash")));
                }
                yield calls;
            }
        };
    }

    @Override
    public List<JsonNode> read(Receipts way, JsonNode block, List<Answer> answers) throws PartException {
        String hash = RpcFields.text(block, "hash");
        var receipts = new ArrayList<JsonNode>();
        if (way == Receipts.SINGLE) {
            for (int i = 0; i < answers.size(); i++) {
                receipts.add(PartException.result(answers.get(i), "receipt " + i + " of block " + hash));
            }
        } else {
            JsonNode list = PartException.result(answers.getFirst(), "receipts of block " + hash);
            Part.requireWhole(list, block, "receipts");
            list.forEach(receipts::add);
        }
        for (JsonNode receipt : receipts) {
            Part.requireOfBlock(receipt, hash);
        }
        return receipts;
    }
}
