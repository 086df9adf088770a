package org.holdfast.chain.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.chain.app.config.SystemClock;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.app.kafka.KafkaStoredBlocks;
import org.holdfast.chain.app.proof.RemovableBlocks;
import org.holdfast.chain.spi.Places;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.records.chain.v1.BlocksRemoved;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes back what was imported by mistake: one retraction for each block, from the last one down. */
@Command(name = "remove", description = "Removes all published blocks from a height on.")
final class RemoveCommand implements Callable<Integer> {
    private static final String WORDS = "[ -~]{1,200}";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--chain", description = "A name such as mainnet or ethereum, or a CAIP-2 id (default: mainnet).")
    private String chain = "mainnet";

    @Mixin
    private BrokerOptions broker = new BrokerOptions();

    @Option(names = "--from-height", required = true, description = "The lowest height to remove.")
    private long fromHeight;

    @Option(names = "--by", required = true, description = "Who decided it; kept with each retraction.")
    private String by = "";

    @Option(names = "--reason", required = true, description = "Why; kept with each retraction.")
    private String reason = "";

    @Option(names = "--yes", description = "Removes them. Without it the command says what it would remove.")
    private boolean confirmed;

    @Override
    public Integer call() {
        ChainId id = Chains.named(chain).chain();
        requireWords("--by", by);
        requireWords("--reason", reason);
        List<RemovableBlocks.Link> planned = KafkaStoredBlocks.from(broker.access(), id, fromHeight);
        if (planned.isEmpty()) {
            throw fault(
                    "chain.remove.nothing-there",
                    "a published block at height " + fromHeight + " or above",
                    "none",
                    "look with ./holdfast status which heights are published");
        }
        if (!confirmed) {
            throw fault(
                    "chain.remove.not-confirmed",
                    "--yes",
                    "would remove " + summary(planned),
                    "say --yes to remove them; proofs and traces of them are lost until they are imported again");
        }
        try (var publisher = KafkaBlockPublisher.open(broker.access(), id, (short) 1)) {
            // No other publisher can add blocks from here on, so this is what there is.
            List<RemovableBlocks.Link> blocks = KafkaStoredBlocks.from(broker.access(), id, fromHeight);
            if (!blocks.isEmpty()) {
                publisher.remove(blocks, decision(blocks));
            }
            spec.commandLine().getOut().println("removed " + summary(blocks));
        }
        return 0;
    }

    private BlocksRemoved decision(List<RemovableBlocks.Link> blocks) {
        return BlocksRemoved.newBuilder()
                .setLowest(Places.place(blocks.getLast().block()))
                .setHighest(Places.place(blocks.getFirst().block()))
                .setRemovedBy(by)
                .setReason(reason)
                .setRemovedAt(SystemClock.utc().instant().toString())
                .build();
    }

    private static String summary(List<RemovableBlocks.Link> blocks) {
        if (blocks.isEmpty()) {
            return "0 blocks";
        }
        long transactions =
                blocks.stream().mapToLong(RemovableBlocks.Link::transactions).sum();
        return "%d blocks of heights %d to %d with %d transactions"
                .formatted(
                        blocks.size(),
                        blocks.getLast().block().height(),
                        blocks.getFirst().block().height(),
                        transactions);
    }

    private InputFaultException fault(String code, String expected, String got, String advice) {
        return new InputFaultException(new InputFault(
                code, "no block was removed", chain + " from height " + fromHeight, expected, got, advice));
    }

    private static void requireWords(String option, String text) {
        if (!text.matches(WORDS) || text.isBlank()) {
            throw new InputFaultException(new InputFault(
                    "chain.remove.reason-unusable",
                    "who or why cannot be kept with a removal",
                    option,
                    "1 to 200 printable ASCII characters",
                    InputFault.quote(text),
                    "say it in a few words"));
        }
    }
}
