package org.holdfast.launcher.command.follow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.Chains;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The chain to follow and the source of its blocks. The adapter gets these options and checks them. */
public final class FollowOptions {
    private static final Set<String> ACCEPTANCE = Set.of("--accept-branch", "--reason", "--accepted-by");

    @Option(names = "--chain", description = "A name such as mainnet or ethereum, or a CAIP-2 id (default: mainnet).")
    private String chain = "mainnet";

    @Option(names = "--node", paramLabel = "URL", description = "The node of the chain, such as http://127.0.0.1:8332.")
    private @Nullable String node;

    @Option(names = "--source", description = "The interface of the node, such as rpc or rest (default: rpc).")
    private @Nullable String source;

    @Option(names = "--cookie", paramLabel = "FILE", description = "The cookie file of the node.")
    private @Nullable Path cookie;

    @Option(names = "--user", description = "The user at the node; needs --password-file.")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "A file with the password at the node.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--zmq",
            paramLabel = "ADDRESS",
            description = "The address at which the node announces blocks: tcp://HOST:PORT.")
    private @Nullable String zmq;

    @Option(names = "--final-depth", paramLabel = "BLOCKS", description = "A deeper reorg is refused (default: 100).")
    private @Nullable Integer finalDepth;

    @Option(names = "--from", paramLabel = "HEIGHT", description = "The first block if nothing is published yet.")
    private @Nullable Long from;

    @Option(names = "--peer", paramLabel = "HOST:PORT", description = "A peer, with --source p2p; may be repeated.")
    private List<String> peers = List.of();

    @Option(names = "--files", paramLabel = "PATH", description = "A block file or folder, with --source files.")
    private List<Path> files = List.of();

    @Option(names = "--checkpoint", paramLabel = "HEIGHT:HASH", description = "A block that the chain must have.")
    private List<String> checkpoints = List.of();

    @Option(
            names = "--websocket",
            paramLabel = "URL",
            description = "EVM: the address at which the node announces blocks: ws://...")
    private @Nullable String websocket;

    @Option(
            names = "--contracts",
            paramLabel = "FILE",
            description = "EVM: known contracts with their owners, as JSON.")
    private @Nullable Path contracts;

    @Option(
            names = "--no-internal-transfers",
            description = "EVM: accept a node without call traces; the records say so.")
    private boolean noInternalTransfers;

    @Option(
            names = "--receipts",
            paramLabel = "WAY",
            description = "EVM: auto, block-hash, block-number or single (default: auto).")
    private @Nullable String receipts;

    @Option(
            names = "--traces",
            paramLabel = "WAY",
            description = "EVM: auto, debug-hash, debug-number, debug-transaction or parity (default: auto).")
    private @Nullable String traces;

    @Option(
            names = "--trace-timeout",
            paramLabel = "DURATION",
            description = "EVM: the time for the trace of one transaction (default: PT1M).")
    private @Nullable String traceTimeout;

    @Option(names = "--final-word", description = "EVM: FINALIZED or SAFE, what counts as final (default: FINALIZED).")
    private @Nullable String finalWord;

    @Option(
            names = "--accept-branch",
            paramLabel = "HEIGHT:HASH",
            description = "Follow the branch of this block although final blocks are retracted for it; recorded.")
    private @Nullable String acceptBranch;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why the branch is accepted.")
    private @Nullable String reason;

    @Option(names = "--accepted-by", paramLabel = "NAME", description = "Who accepts it (default: the user).")
    private @Nullable String acceptedBy;

    /** The options of the adapter; those that it had last where a branch of the same source is accepted. */
    List<String> arguments(List<String> before) {
        if (acceptBranch == null || named() || before.isEmpty()) {
            return arguments();
        }
        var arguments = new ArrayList<String>();
        for (int i = 0; i < before.size(); i++) {
            if (ACCEPTANCE.contains(before.get(i))) {
                i++;
            } else {
                arguments.add(before.get(i));
            }
        }
        addAcceptance(arguments);
        return arguments;
    }

    private void addAcceptance(List<String> arguments) {
        add(arguments, "--accept-branch", acceptBranch, text -> text);
        // The arguments are kept one a line.
        add(arguments, "--reason", reason, text -> text.replaceAll("\\s+", " "));
        add(arguments, "--accepted-by", acceptedBy, text -> text.replaceAll("\\s+", " "));
    }

    public boolean named() {
        return node != null || !peers.isEmpty() || !files.isEmpty();
    }

    public ChainId chain() {
        return Chains.named(chain).chain();
    }

    public List<String> arguments() {
        var arguments = new ArrayList<>(List.of("--chain", chain().text()));
        add(arguments, "--node", node, text -> text);
        add(arguments, "--source", source, text -> text);
        add(arguments, "--cookie", cookie, file -> file.toAbsolutePath().toString());
        add(arguments, "--user", user, text -> text);
        add(
                arguments,
                "--password-file",
                passwordFile,
                file -> file.toAbsolutePath().toString());
        add(arguments, "--zmq", zmq, text -> text);
        addAcceptance(arguments);
        add(arguments, "--final-depth", finalDepth, String::valueOf);
        add(arguments, "--from", from, String::valueOf);
        add(arguments, "--websocket", websocket, text -> text);
        add(arguments, "--contracts", contracts, file -> file.toAbsolutePath().toString());
        add(arguments, "--receipts", receipts, text -> text);
        add(arguments, "--traces", traces, text -> text);
        add(arguments, "--trace-timeout", traceTimeout, text -> text);
        add(arguments, "--final-word", finalWord, text -> text);
        if (noInternalTransfers) {
            arguments.add("--no-internal-transfers");
        }
        peers.forEach(peer -> add(arguments, "--peer", peer, text -> text));
        files.forEach(file ->
                add(arguments, "--files", file, path -> path.toAbsolutePath().toString()));
        checkpoints.forEach(checkpoint -> add(arguments, "--checkpoint", checkpoint, text -> text));
        return arguments;
    }

    private static <T> void add(List<String> arguments, String name, @Nullable T value, Function<T, String> text) {
        if (value != null) {
            arguments.addAll(List.of(name, text.apply(value)));
        }
    }
}
