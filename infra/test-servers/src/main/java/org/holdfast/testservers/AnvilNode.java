package org.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import tools.jackson.databind.JsonNode;

/**
 * anvil, an EVM development node, as a process of its own on a loopback port that serves JSON-RPC over HTTP and
 * websocket. It is not geth: what is tested against it is not thereby tested against other nodes.
 *
 * <p>Observed: {@code anvil_reorg} emits no removed logs, the call traces state no gas, {@code trace_block} takes no
 * block hash, and no block has a proposer's reward. State is kept over {@link #restart} and over {@link #kill} up to
 * the last second, but a chain that was loaded from a file cannot be reorganised below the block it was loaded at.
 */
public final class AnvilNode implements AutoCloseable {
    public static final long CHAIN = 31_337;

    private static final String NAME = "anvil";
    private static final String SLOTS = "--slots-in-an-epoch";
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private final Path folder;
    private final List<String> arguments;
    private final long chain;
    private final int port;
    private OwnProcess process;
    private int branches;
    private JsonRpc rpc;

    private AnvilNode(Path folder, long chain, List<String> arguments, int port) {
        this.folder = folder;
        this.chain = chain;
        this.arguments = List.copyOf(arguments);
        this.port = port;
        this.process = launch();
        this.rpc = new JsonRpc(http());
        awaitReady();
    }

    /**
     * Starts a node with an empty chain of its own. A block is final once two more stand on it, unless the arguments
     * say otherwise with {@code --slots-in-an-epoch}: it takes twice that many blocks.
     */
    public static AnvilNode start(String... arguments) {
        return startChain(CHAIN, arguments);
    }

    /** Starts a node with another chain id. */
    public static AnvilNode startChain(long chain, String... arguments) {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            return new AnvilNode(
                    Files.createTempDirectory(target, "anvil-"), chain, List.of(arguments), LoopbackPort.free());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long chain() {
        return chain;
    }

    public URI http() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public URI websocket() {
        return URI.create("ws://127.0.0.1:" + port);
    }

    public JsonNode call(String method, Object... parameters) {
        return rpc.call(method, parameters);
    }

    /** See {@link JsonRpc#batch}. */
    public List<JsonNode> batch(String method, List<List<Object>> parameters) {
        return rpc.batch(method, parameters);
    }

    public long height() {
        return Long.decode(call("eth_blockNumber").asString());
    }

    /** Mines empty blocks. */
    public void mine(int blocks) {
        call("anvil_mine", "0x" + Integer.toHexString(blocks));
    }

    /** Replaces the last blocks by as many empty ones; their transactions are gone. */
    public void reorg(int depth) {
        earnForAnother();
        call("anvil_reorg", depth, List.of());
    }

    /** Takes the last blocks away; their transactions are gone. */
    public void rollback(int depth) {
        earnForAnother();
        call("anvil_rollback", depth);
    }

    /**
     * Gives the blocks of the next branch another proposer. Empty blocks that anvil mines again would else be the very
     * same ones wherever the chain's time is ahead of the clock.
     */
    private void earnForAnother() {
        branches++;
        call("anvil_setCoinbase", "0xb4a9c4%034x".formatted(branches));
    }

    /** Ends the process at once, as a power cut would. */
    public void kill() {
        process.stop("KILL", STOP_MAX);
    }

    /** Starts the process again on the same port with the state it last wrote. */
    public void restart() {
        process.stop("TERM", STOP_MAX);
        rpc.close();
        process = launch();
        rpc = new JsonRpc(http());
        awaitReady();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        // What it would write on the way out is of no use to anybody.
        process.stop("KILL", STOP_MAX);
        rpc.close();
    }

    private OwnProcess launch() {
        Path binary = NodePackages.installed("evm").resolve("node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
        // Anvil keeps old states below the home directory.
        var command = new ArrayList<>(List.of("env", "HOME=" + folder, binary.toString()));
        command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
        command.addAll(List.of("--chain-id", Long.toString(chain), "--silent"));
        if (!arguments.contains(SLOTS)) {
            command.addAll(List.of(SLOTS, "1"));
        }
        command.addAll(List.of("--state", folder.resolve("state.json").toString(), "--state-interval", "1"));
        command.add("--preserve-historical-states");
        command.addAll(arguments);
        return OwnProcess.start(NAME, command, folder, port);
    }

    private void awaitReady() {
        if (!OwnProcess.await(() -> !process.isAlive() || answers(), START_MAX) || !process.isAlive()) {
            String log = process.logText();
            close();
            throw new IllegalStateException("anvil does not answer: " + log);
        }
    }

    private boolean answers() {
        try {
            return !rpc.call("eth_chainId").asString().isEmpty();
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }
}
