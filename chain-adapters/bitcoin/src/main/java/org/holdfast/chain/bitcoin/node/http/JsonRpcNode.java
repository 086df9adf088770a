package org.holdfast.chain.bitcoin.node.http;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.node.BitcoinNode;
import org.holdfast.chain.bitcoin.node.NodeFault;
import org.holdfast.chain.bitcoin.node.NodeState;
import org.holdfast.chain.bitcoin.node.RawBlock;
import org.holdfast.chain.bitcoin.node.tip.TipSignal;
import org.holdfast.chain.bitcoin.node.tip.TipWatch;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import tools.jackson.databind.JsonNode;

/**
 * A node over JSON-RPC, with calls that Bitcoin Core and bcoin answer alike: {@code getblockchaininfo},
 * {@code getblockhash}, {@code getblockheader} and {@code getblock} with verbosity 0, {@code getbestblockhash}.
 */
public final class JsonRpcNode implements BitcoinNode {
    /** How often a node is asked for its tip while there is nothing to do. */
    public static final Duration POLL = Duration.ofMillis(500);

    private static final int HEADER_BYTES = 80;
    /** Out of range; unknown block or pruned (Bitcoin Core); unknown block (bcoin). */
    private static final int OUT_OF_RANGE = -8;

    private static final Set<Integer> NOT_THERE = Set.of(-5, -1);
    private static final HexFormat HEX = HexFormat.of();
    private static final long NEVER = -1;

    private final BitcoinNetwork network;
    private final JsonRpc rpc;
    private final TipSignal signal;
    private final NodeAnswers answers;
    /** Failures seen when the network was last found right; a node that was away may come back as another. */
    private final AtomicLong identifiedAfter = new AtomicLong(NEVER);

    /** Asks the node at this address, and looks at its tip now and then. */
    public JsonRpcNode(BitcoinNetwork network, URI uri, NodeCredentials credentials) {
        this(network, uri, credentials, TipSignal.polling(POLL));
    }

    /** Asks the node at this address, and takes the signal over. */
    public JsonRpcNode(BitcoinNetwork network, URI uri, NodeCredentials credentials, TipSignal signal) {
        this.network = network;
        this.rpc = new JsonRpc(uri, credentials);
        this.signal = signal;
        this.answers = new NodeAnswers(rpc.where());
    }

    @Override
    public String where() {
        return rpc.where();
    }

    @Override
    public NodeState state() {
        identify();
        return answers.state(rpc.call("getblockchaininfo"));
    }

    @Override
    public List<BlockHash> activeHashes(long firstHeight, int count) {
        identify();
        var hashes = new ArrayList<BlockHash>(count);
        for (int from = 0; from < count; from += JsonRpc.BATCH_MAX) {
            var calls = new ArrayList<JsonRpc.Call>();
            for (int i = from; i < Math.min(count, from + JsonRpc.BATCH_MAX); i++) {
                calls.add(new JsonRpc.Call("getblockhash", firstHeight + i));
            }
            for (JsonRpc.Reply reply : rpc.batch(calls)) {
                if (reply.errorCode() == OUT_OF_RANGE) {
                    return hashes;
                }
                hashes.add(hash(rpc.result(reply, "getblockhash"), "getblockhash"));
            }
        }
        return hashes;
    }

    @Override
    public List<byte[]> activeHeaders(long firstHeight, int count) {
        List<BlockHash> hashes = activeHashes(firstHeight, count);
        var headers = new ArrayList<byte[]>(hashes.size());
        for (int from = 0; from < hashes.size(); from += JsonRpc.BATCH_MAX) {
            var part = hashes.subList(from, Math.min(hashes.size(), from + JsonRpc.BATCH_MAX));
            var calls = part.stream()
                    .map(hash -> new JsonRpc.Call("getblockheader", hash.toString(), false))
                    .toList();
            for (JsonRpc.Reply reply : rpc.batch(calls)) {
                byte[] header = bytes(rpc.result(reply, "getblockheader"), "getblockheader");
                if (header.length != HEADER_BYTES) {
                    throw NodeFault.garbled(
                            where() + ", getblockheader", HEADER_BYTES + " bytes", header.length + " bytes");
                }
                headers.add(header);
            }
        }
        return headers;
    }

    @Override
    public Optional<BlockRef> place(BlockHash hash) {
        identify();
        var reply = rpc.reply(new JsonRpc.Call("getblockheader", hash.toString(), true));
        return NOT_THERE.contains(reply.errorCode())
                ? Optional.empty()
                : Optional.of(new BlockRef(answers.number(rpc.result(reply, "getblockheader"), "height"), hash));
    }

    @Override
    public RawBlock rawBlock(BlockHash hash) {
        identify();
        var reply = rpc.reply(new JsonRpc.Call("getblock", hash.toString(), 0));
        return NOT_THERE.contains(reply.errorCode())
                ? new RawBlock.NotThere("error " + rpc.words(reply))
                : new RawBlock.Bytes(bytes(rpc.result(reply, "getblock"), "getblock"));
    }

    @Override
    public List<String> notices() {
        return signal.trouble().stream().toList();
    }

    @Override
    public boolean awaitNewTip(BlockHash known, Duration atMost) throws InterruptedException {
        identify();
        return TipWatch.await(known, atMost, signal, () -> hash(rpc.call("getbestblockhash"), "getbestblockhash"));
    }

    /** Asks for the genesis block before anything else, and again after each time the node was away. */
    private void identify() {
        long failures = rpc.failures();
        if (identifiedAfter.get() == failures) {
            return;
        }
        BlockHash genesis = hash(rpc.call("getblockhash", 0), "getblockhash");
        if (!genesis.equals(network.genesis())) {
            throw answers.wrongNetwork(
                    network.label() + " with genesis block " + network.genesis(),
                    InputFault.quote(rpc.call("getblockchaininfo").path("chain").asString("")) + " with genesis block "
                            + genesis);
        }
        identifiedAfter.set(failures);
    }

    private BlockHash hash(JsonNode value, String method) {
        return answers.hash(value, method);
    }

    private byte[] bytes(JsonNode value, String method) {
        try {
            if (value.isString()) {
                return HEX.parseHex(value.stringValue());
            }
        } catch (IllegalArgumentException notHexadecimal) {
            throw NodeFault.garbled(
                    where() + ", " + method, "hexadecimal digits", InputFault.quote(value.stringValue()));
        }
        throw NodeFault.garbled(where() + ", " + method, "hexadecimal digits", InputFault.quote(value.toString()));
    }

    @Override
    public void close() {
        signal.close();
        rpc.close();
    }
}
