package org.holdfast.chain.evm.node;

import java.util.List;
import org.holdfast.chain.evm.node.NodeCalls.Answer;
import org.holdfast.chain.evm.node.NodeCalls.Call;
import org.holdfast.chain.evm.node.PartException.Kind;
import org.holdfast.chain.evm.node.json.RpcFields;
import tools.jackson.databind.JsonNode;

/**
 * A part of a block that has transactions, and the ways of asking for it.
 *
 * @param <W> the ways
 * @param <T> what is read
 */
interface Part<W extends Enum<W>, T> {
    List<Call> calls(W way, JsonNode block);

    /**
     * Reads the answers to the calls.
     *
     * @throws PartException where the part is not there or not whole, or the node does not have this way
     */
    T read(W way, JsonNode block, List<Answer> answers) throws PartException;

    /** A list with as many items as the block has transactions. */
    static void requireWhole(JsonNode list, JsonNode block, String name) throws PartException {
        requireNumber(RpcFields.list(list, name).size(), block, name);
    }

    /** As many as the block has transactions. */
    static void requireNumber(int number, JsonNode block, String name) throws PartException {
        int wanted = block.path("transactions").size();
        if (number != wanted) {
            throw new PartException(
                    Kind.MISSING,
                    "the node gives " + number + " " + name + " of block " + RpcFields.text(block, "hash")
                            + ", which has " + wanted + " transactions");
        }
    }

    static void requireOfBlock(JsonNode item, String hash) throws PartException {
        String stated = RpcFields.text(RpcFields.object(item, "part of a block"), "blockHash");
        if (!stated.equalsIgnoreCase(hash)) {
            throw new PartException(Kind.MOVED, "a part of block " + hash + " is of block " + stated);
        }
    }
}
