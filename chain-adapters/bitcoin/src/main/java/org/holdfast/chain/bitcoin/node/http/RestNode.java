package org.holdfast.chain.bitcoin.node.http;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.RawBlockReader;
import org.holdfast.chain.bitcoin.node.BitcoinNode;
import org.holdfast.chain.bitcoin.node.NodeFault;
import org.holdfast.chain.bitcoin.node.NodeState;
import org.holdfast.chain.bitcoin.node.RawBlock;
import org.holdfast.chain.bitcoin.node.tip.TipSignal;
import org.holdfast.chain.bitcoin.node.tip.TipWatch;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node over Bitcoin Core's REST interface ({@code -rest=1}), which asks for no password and gives blocks as bytes:
 * {@code /rest/chaininfo.json}, {@code /rest/blockhashbyheight/<height>.json}, {@code /rest/block/<hash>.bin},
 * {@code /rest/headers/<count>/<hash>.bin} and, for the height of a block off the active chain,
 * {@code /rest/block/notxdetails/<hash>.json}.
 */
public final class RestNode implements BitcoinNode {
    /** Headers that Bitcoin Core gives at once. */
    static final int HEADERS_MAX = 2_000;

    private static final int HEADER_BYTES = 80;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final long NEVER = -1;

    private final BitcoinNetwork network;
    private final NodeHttp http;
    private final TipSignal signal;
    private final NodeAnswers answers;
    private final JsonMapper json = JsonMapper.builder().build();
    private final AtomicLong identifiedAfter = new AtomicLong(NEVER);

    /** Asks the REST interface at this address, and takes the signal over. */
    public RestNode(BitcoinNetwork network, URI uri, TipSignal signal) {
        this.network = network;
        this.http = new NodeHttp(uri, new NodeCredentials.None());
        this.signal = signal;
        this.answers = new NodeAnswers(http.where());
    }

    @Override
    public String where() {
        return http.where();
    }

    @Override
    public NodeState state() {
        identify();
        return answers.state(info());
    }

    @Override
    public List<BlockHash> activeHashes(long firstHeight, int count) {
        return activeHeaders(firstHeight, count).stream()
                .map(RawBlockReader::hash)
                .toList();
    }

    @Override
    public List<byte[]> activeHeaders(long firstHeight, int count) {
        identify();
        var headers = new ArrayList<byte[]>(count);
        while (headers.size() < count) {
            Optional<BlockHash> from = hashAt(firstHeight + headers.size());
            int wanted = Math.min(HEADERS_MAX, count - headers.size());
            List<byte[]> more = from.map(hash -> headers(hash, wanted)).orElse(List.of());
            headers.addAll(more);
            if (more.size() < wanted) {
                break;
            }
        }
        return headers;
    }

    @Override
    public Optional<BlockRef> place(BlockHash hash) {
        identify();
        return json("rest/block/notxdetails/" + hash + ".json")
                .map(block -> new BlockRef(answers.number(block, "height"), hash));
    }

    @Override
    public RawBlock rawBlock(BlockHash hash) {
        identify();
        String path = "rest/block/" + hash + ".bin";
        NodeHttp.Answer answer = http.get(path);
        return answer.status() == NOT_FOUND
                ? new RawBlock.NotThere(http.words(answer))
                : new RawBlock.Bytes(bytes(path, answer).orElseThrow());
    }

    @Override
    public List<String> notices() {
        return signal.trouble().stream().toList();
    }

    @Override
    public boolean awaitNewTip(BlockHash known, Duration atMost) throws InterruptedException {
        identify();
        return TipWatch.await(known, atMost, signal, () -> answers.hash(info().path("bestblockhash"), "bestblockhash"));
    }

    private void identify() {
        long failures = http.failures();
        if (identifiedAfter.get() == failures) {
            return;
        }
        var said = answers.state(info());
        Optional<BlockHash> genesis = hashAt(0);
        if (genesis.isEmpty()) {
            throw NodeFault.garbled(where() + ", block 0", "the hash of the genesis block", "HTTP 404");
        }
        if (!genesis.get().equals(network.genesis())) {
            throw answers.wrongNetwork(
                    network.label() + " with genesis block " + network.genesis(),
                    "genesis block " + genesis.get() + ", tip " + said.tip());
        }
        identifiedAfter.set(failures);
    }

    private Optional<BlockHash> hashAt(long height) {
        return json("rest/blockhashbyheight/" + height + ".json")
                .map(answer -> answers.hash(answer.path("blockhash"), "blockhash"));
    }

    private List<byte[]> headers(BlockHash from, int count) {
        String path = "rest/headers/" + count + "/" + from + ".bin";
        byte[] all = bytes(path).orElse(new byte[0]);
        if (all.length % HEADER_BYTES != 0 || all.length / HEADER_BYTES > count) {
            throw NodeFault.garbled(
                    where() + ", " + path, "up to " + count + " headers of 80 bytes", all.length + " bytes");
        }
        var headers = new ArrayList<byte[]>(all.length / HEADER_BYTES);
        for (int at = 0; at < all.length; at += HEADER_BYTES) {
            headers.add(Arrays.copyOfRange(all, at, at + HEADER_BYTES));
        }
        return headers;
    }

    private JsonNode info() {
        String path = "rest/chaininfo.json";
        NodeHttp.Answer answer = http.get(path);
        if (answer.status() == NOT_FOUND) {
            throw NodeFault.fault(
                    "bitcoin.node.rest-off",
                    "a node has no REST interface",
                    where(),
                    "/" + path,
                    http.words(answer),
                    "start the node with -rest=1, or use JSON-RPC");
        }
        return tree(path, answer);
    }

    private Optional<JsonNode> json(String path) {
        NodeHttp.Answer answer = http.get(path);
        return answer.status() == NOT_FOUND ? Optional.empty() : Optional.of(tree(path, answer));
    }

    private JsonNode tree(String path, NodeHttp.Answer answer) {
        try {
            return json.readTree(bytes(path, answer).orElse(new byte[0]));
        } catch (JacksonException e) {
            throw NodeFault.garbled(where() + ", " + path, "JSON", http.words(answer));
        }
    }

    private Optional<byte[]> bytes(String path) {
        return bytes(path, http.get(path));
    }

    private Optional<byte[]> bytes(String path, NodeHttp.Answer answer) {
        return switch (answer.status()) {
            case OK -> Optional.of(answer.body());
            case NOT_FOUND -> Optional.empty();
            default -> throw NodeFault.garbled(where() + ", " + path, "HTTP 200 or 404", http.words(answer));
        };
    }

    @Override
    public void close() {
        signal.close();
        http.close();
    }
}
