package org.holdfast.testservers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Bitcoin node on regtest as a process of its own: bcoin, which is not Bitcoin Core (see
 * {@code infra/nodes/bitcoin/README.md} for what is different). It mines on request, reorganises on request, keeps its
 * chain in its folder over a kill, and listens on 127.0.0.1 only. One thread uses it.
 */
public final class BitcoinRegtestNode implements AutoCloseable {
    /** The node takes any user name. */
    public static final String USER = "holdfast";

    /** Blocks that must pass before this node's chain has SegWit, so that witness outputs can be spent. */
    public static final int SEGWIT_FROM = 432;

    private static final String NAME = "bitcoin-node";
    private static final Duration START_MAX = Duration.ofMinutes(1);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final Duration CALL_MAX = Duration.ofMinutes(2);
    private static final int MINED_AT_ONCE = 200;
    private static final int MATURITY = 100;

    /** What {@link #fork} did: the new tip, and the new blocks from the lowest up, as hexadecimal hashes. */
    public record Fork(long height, String tip, List<String> blocks) {
        public Fork {
            blocks = List.copyOf(blocks);
        }
    }

    /** The node answered a call with an error. */
    public static final class CallFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CallFailedException(String message) {
            super(message);
        }
    }

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // bcoin drops a connection that offers an upgrade.
            .build();
    private final Path program;
    private final Path folder;
    private final String network;
    private final int p2pPort = LoopbackPort.free();
    private final int rpcPort = LoopbackPort.free();
    private final int walletPort = LoopbackPort.free();
    private final String password;
    private OwnProcess process;

    private BitcoinRegtestNode(Path program, Path folder, String network) {
        this.program = program;
        this.folder = folder;
        this.network = network;
        this.password = "secret-" + rpcPort;
        this.process = launch();
    }

    /** True where this machine can run the node: Node.js and npm are there. */
    public static boolean canRun() {
        return Machine.CAN_RUN;
    }

    /** Starts a node that keeps its chain in this folder, on free ports. Waits until it answers. */
    public static BitcoinRegtestNode start(Path folder) {
        return start(folder, "regtest");
    }

    /**
     * Starts a node of another network: {@code main} or {@code testnet}. It has the genesis block and looks for no
     * peers.
     */
    public static BitcoinRegtestNode start(Path folder, String network) {
        return new BitcoinRegtestNode(Machine.PROGRAM, folder.toAbsolutePath(), network);
    }

    public URI rpc() {
        return URI.create("http://127.0.0.1:" + rpcPort + "/");
    }

    public int p2pPort() {
        return p2pPort;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Writes a cookie file as Bitcoin Core does, {@code user:password}, and gives its path. */
    public Path cookie() {
        try {
            return Files.writeString(folder.resolve(".cookie"), USER + ":" + password);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Kills the node as if the power went: signal 9, nothing flushed. {@link #restart} brings it back. */
    public void kill() {
        process.stop("KILL", STOP_MAX);
    }

    /** Asks the node to end. */
    public void stop() {
        process.stop("TERM", STOP_MAX);
    }

    /** Starts the stopped or killed node again with its folder, ports and password. Waits until it answers. */
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("the node still runs");
        }
        process = launch();
    }

    @Override
    public void close() {
        stop();
        http.close();
    }

    public long height() {
        return call("getblockcount").asLong();
    }

    public String tip() {
        return call("getbestblockhash").asString();
    }

    public String hashAt(long height) {
        return call("getblockhash", height).asString();
    }

    /** The hashes of the active chain from the genesis block to the tip; the index is the height. */
    public List<String> activeChain() {
        long height = height();
        var hashes = new ArrayList<String>();
        for (long h = 0; h <= height; h++) {
            hashes.add(hashAt(h));
        }
        return hashes;
    }

    /** A block as bytes, in hexadecimal. */
    public String rawBlock(String hash) {
        return call("getblock", hash, false).asString();
    }

    /** Mines blocks that take what the mempool has. Gives their hashes. */
    public List<String> mine(int count) {
        var hashes = new ArrayList<String>();
        for (int left = count; left > 0; left -= MINED_AT_ONCE) {
            call("mine", Math.min(left, MINED_AT_ONCE)).forEach(hash -> hashes.add(hash.asString()));
        }
        return hashes;
    }

    /**
     * Mines empty blocks on the block {@code depth} below the tip. More of them than the depth make a reorg; fewer or
     * as many, a branch that loses.
     */
    public Fork fork(int depth, int count) {
        return forked(call("fork", depth, count));
    }

    /** The same; the first block holds another payment that spends what this payment of the node spends. */
    public Fork fork(int depth, int count, String payment) {
        return forked(call("fork", depth, count, payment));
    }

    private static Fork forked(JsonNode answer) {
        var blocks = new ArrayList<String>();
        answer.get("blocks").forEach(hash -> blocks.add(hash.asString()));
        return new Fork(answer.get("height").asLong(), answer.get("tip").asString(), blocks);
    }

    /** Pays an output script, in hexadecimal, a value in satoshi; the transaction waits in the mempool. */
    public String send(String script, long satoshi) {
        return call("pay", script, satoshi).asString();
    }

    /**
     * Puts two transactions into the mempool: one creates an output of every script type, the other spends all that
     * this node can spend. Needs a mature coin, so at least 101 mined blocks.
     */
    public JsonNode variety() {
        return call("variety");
    }

    /**
     * Mines up to this height with transactions of every script type: in every tenth block once there are mature
     * coins, and in every third once the chain has SegWit.
     */
    public void mineVaried(int height) {
        for (int next = (int) height() + 1; next <= height; ) {
            int plain = 0;
            while (next + plain <= height && !isVaried(next + plain)) {
                plain++;
            }
            if (plain == 0) {
                variety();
            }
            mine(Math.max(1, plain));
            next += Math.max(1, plain);
        }
    }

    private static boolean isVaried(int height) {
        return height > MATURITY + 1 && (height % 10 == 0 || (height > SEGWIT_FROM && height % 3 == 0));
    }

    /** Calls the node. Throws {@link CallFailedException} where it answers with an error. */
    public JsonNode call(String method, Object... parameters) {
        var request = HttpRequest.newBuilder(rpc())
                .timeout(CALL_MAX)
                .header("content-type", "application/json")
                .header("authorization", "Basic " + Base64.getEncoder().encodeToString(credentials()))
                .POST(HttpRequest.BodyPublishers.ofString(
                        json.writeValueAsString(Map.of("id", 1, "method", method, "params", List.of(parameters)))))
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new CallFailedException(method + ": HTTP " + answer.statusCode());
            }
            JsonNode tree = json.readTree(answer.body());
            if (!tree.path("error").isNull()) {
                throw new CallFailedException(method + ": " + tree.path("error"));
            }
            return tree.get("result");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " was interrupted", e);
        }
    }

    private byte[] credentials() {
        return (USER + ":" + password).getBytes(StandardCharsets.UTF_8);
    }

    private OwnProcess launch() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        var command = List.of(
                "node",
                program.resolve("regtest-node.js").toString(),
                "--prefix",
                folder.resolve("data").toString(),
                "--network",
                network,
                "--p2p",
                Integer.toString(p2pPort),
                "--rpc",
                Integer.toString(rpcPort),
                "--wallet",
                Integer.toString(walletPort),
                "--password",
                password);
        var started = OwnProcess.start(NAME, command, folder, rpcPort);
        started.awaitLog("\nREADY", START_MAX);
        return started;
    }

    private static final class Machine {
        static final boolean CAN_RUN = NodePackages.canInstall();
        static final Path PROGRAM = NodePackages.installed("bitcoin");
    }
}
