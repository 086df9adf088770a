package org.holdfast.chain.bitcoin.node.http;

import org.holdfast.chain.bitcoin.node.NodeFault;
import org.holdfast.chain.bitcoin.node.NodeState;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import tools.jackson.databind.JsonNode;

/** Reads the fields of JSON answers and refuses missing or wrong ones. */
record NodeAnswers(String where) {
    /** The state in the form of {@code getblockchaininfo}, which REST shares. */
    NodeState state(JsonNode info) {
        long blocks = number(info, "blocks");
        boolean pruned = info.path("pruned").asBoolean(false);
        return new NodeState(
                new BlockRef(blocks, hash(info.path("bestblockhash"), "bestblockhash")),
                Math.max(blocks, number(info, "headers")),
                info.path("initialblockdownload").asBoolean(false),
                pruned ? number(info, "pruneheight") : 0);
    }

    long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw garbled(field, "a number from 0 up", value);
        }
        return value.longValue();
    }

    BlockHash hash(JsonNode value, String name) {
        if (!value.isString() || !value.stringValue().matches("[0-9a-f]{64}")) {
            throw garbled(name, "a hash of 64 digits", value);
        }
        return BlockHash.parse(value.stringValue());
    }

    RuntimeException garbled(String name, String expected, JsonNode got) {
        return NodeFault.garbled(where + ", " + name, expected, InputFault.quote(got.toString()));
    }

    RuntimeException wrongNetwork(String expected, String got) {
        return NodeFault.fault(
                "bitcoin.node.wrong-network",
                "a node is on another network",
                where,
                expected,
                got,
                "name a node of this network, or choose the network with --chain");
    }
}
