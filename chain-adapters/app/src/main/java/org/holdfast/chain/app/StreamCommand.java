package org.holdfast.chain.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.holdfast.chain.app.config.Progress;
import org.holdfast.chain.app.stream.BlockStream;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileImport;
import org.holdfast.chain.bitcoin.file.ImportRequest;
import org.holdfast.chain.bitcoin.file.PublishedBlocks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** As import, with a stream in the place of the broker. All words go to standard error. */
@Command(
        name = "stream",
        description = "Checks the blocks of files and writes their records to standard output, for an index.")
final class StreamCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--chain", description = "mainnet, testnet4, signet, regtest or a CAIP-2 id.")
    private String chain = "mainnet";

    @Mixin
    private FileOptions files = new FileOptions();

    @Override
    public Integer call() throws Exception {
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            stream(chain, files.request(), out, spec.commandLine().getErr());
        }
        return 0;
    }

    static void stream(String chain, ImportRequest request, OutputStream out, PrintWriter words)
            throws InterruptedException {
        BlockStream.write(out, writer -> {
            BitcoinNetwork network = BitcoinNetwork.named(chain);
            var stream = new BlockStream(writer, network.chain());
            BlockFileImport source = BlockFileImport.plan(network, request, stream.published(), PublishedBlocks.NONE);
            source.skipped().forEach(skipped -> words.println("note: " + skipped));
            source.gaps()
                    .forEach(gap -> words.println(
                            "note: " + gap + "; inputs that spend outputs from there have unknown values"));
            if (source.notOnTheBestChain() > 0) {
                words.println(
                        "note: " + source.notOnTheBestChain() + " blocks are not on the chain with the most work");
            }
            var progress = new Progress(words, false, source.blocks(), source.bytes());
            new BlockImport(source, network.finality()).run(stream, progress::published);
            progress.caveat().ifPresent(words::println);
        });
    }
}
