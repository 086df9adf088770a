package org.holdfast.chain.app;

import org.holdfast.chain.app.kafka.KafkaUnavailableException;
import org.holdfast.chain.app.stream.StreamReaderGoneException;
import org.holdfast.chain.spi.FencedException;
import org.holdfast.primitives.InputFaultException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The chain adapters' program. Exit codes: 0 done, 1 a defect, 2 bad input, 3 no broker, 4 another one took over, 5
 * the stream has no reader.
 */
@Command(
        name = "chain-adapter",
        description = "Reads blocks, checks them, publishes them.",
        subcommands = {
            ImportCommand.class,
            RemoveCommand.class,
            FollowCommand.class,
            CheckCommand.class,
            StreamCommand.class,
            ProveCommand.Make.class,
            ProveCommand.Check.class
        })
public final class ChainAdapter {
    private static final int DEFECT = 1;
    private static final int BAD_INPUT = 2;
    private static final int NO_BROKER = 3;
    private static final int FENCED = 4;
    private static final int READER_GONE = 5;

    private ChainAdapter() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ChainAdapter()).setExecutionExceptionHandler((e, line, parsed) -> {
            var err = line.getErr();
            if (e instanceof InputFaultException fault) {
                err.println(fault.fault().sentence());
                return BAD_INPUT;
            }
            if (e instanceof KafkaUnavailableException) {
                err.println("chain.kafka.unavailable: " + e.getMessage()
                        + "; what is published stays, run the same command again.");
                return NO_BROKER;
            }
            if (e instanceof FencedException) {
                err.println("chain.publisher.fenced: " + e.getMessage() + "; this one stops.");
                return FENCED;
            }
            if (e instanceof StreamReaderGoneException) {
                return READER_GONE; // The reader has reported the reason.
            }
            err.println("chain.defect: " + e + "; this should not happen, please report it.");
            return DEFECT;
        });
    }
}
