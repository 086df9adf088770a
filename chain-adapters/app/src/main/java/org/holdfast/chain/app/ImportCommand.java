package org.holdfast.chain.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.holdfast.chain.app.config.Progress;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.app.kafka.KafkaStoredBlocks;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileImport;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.disk.DiskRoom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "import", description = "Checks the blocks of files and publishes them.")
final class ImportCommand implements Callable<Integer> {
    /** Up to here everything is checked before anything is published; beyond it, each block before it is published. */
    private static final long CHECKED_FIRST_BYTES_MAX = 256L << 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--chain", description = "mainnet, testnet4, signet, regtest or a CAIP-2 id.")
    private String chain = "mainnet";

    @Mixin
    private BrokerOptions broker = new BrokerOptions();

    @Option(names = "--replication", description = "Copies of each topic that has to be made (default: 1).")
    private short replication = 1;

    @Option(names = "--report", paramLabel = "FILE", description = "Writes what was published to this file, as JSON.")
    private @Nullable Path report;

    @Mixin
    private FileOptions files = new FileOptions();

    @Override
    public Integer call() throws Exception {
        BitcoinNetwork network = BitcoinNetwork.named(chain);
        var out = spec.commandLine().getOut();
        try (var publisher = KafkaBlockPublisher.open(broker.access(), network.chain(), replication)) {
            BlockFileImport source = BlockFileImport.plan(
                    network, files.request(), publisher.published(), height -> published(network, height));
            source.skipped().forEach(skipped -> out.println("note: " + skipped));
            source.gaps()
                    .forEach(gap -> out.println("note: " + gap
                            + "; inputs that spend outputs from there have unknown values, and traces say so"));
            if (source.alreadyPublished() > 0) {
                out.println("note: " + source.alreadyPublished() + " blocks are published already");
            }
            if (source.notOnTheBestChain() > 0) {
                out.println("note: " + source.notOnTheBestChain() + " blocks are not on the chain with the most work");
            }
            if (source.bytes() <= CHECKED_FIRST_BYTES_MAX) {
                source.checkAlreadyPublished();
                while (source.hasNext()) {
                    source.checkNext();
                }
                source.rewind();
            }
            var progress = new Progress(out, onTerminal(), source.blocks(), source.bytes());
            var room = new ImportRoom(DiskRoom.ofProperties(), out::println);
            room.await();
            new BlockImport(source, network.finality()).run(publisher, block -> {
                progress.published(block);
                room.await();
            });
            out.println(progress.summary());
            progress.caveat().ifPresent(out::println);
            if (report != null) {
                String json = JsonMapper.shared().writeValueAsString(progress.report(publisher.published()));
                Files.writeString(report, json);
            }
        }
        return 0;
    }

    private Optional<BlockHash> published(BitcoinNetwork network, long height) {
        return KafkaStoredBlocks.at(broker.access(), network.chain(), height)
                .map(block -> block.ref().hash());
    }

    @SuppressWarnings("SystemConsoleNull") // Without a terminal there may be none, depending on the JDK.
    private static boolean onTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
