package org.holdfast.launcher.command.index;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * Rebuilds an index from block files. The adapter checks the blocks and writes records, the rebuild program of the
 * tracing service indexes them, and their messages go to this terminal. The records pass through this process, so that
 * the end of one of the three ends the other two before the index is replaced.
 */
final class IndexFromFiles {
    private static final String INDEXER = "org.holdfast.tracing.app.rebuild.RebuildProgram";
    /** Exit codes up to this one come with a message; higher ones are silent, such as the end by a signal. */
    private static final int WITH_MESSAGE_MAX = 2;

    /** Exit code of an adapter whose reader has gone; the reader has the message. */
    private static final int READER_GONE = 5;

    /**
     * How the rebuild ended.
     *
     * @param report a RebuildReport as JSON after an exit code of 0; empty otherwise
     */
    record Ended(int exit, String report) {}

    private IndexFromFiles() {}

    /**
     * Rebuilds the index of a chain.
     *
     * @param heights options of the adapter that name heights of blocks
     */
    static Ended run(NodeLayout layout, ChainId chain, List<String> heights, List<Path> files)
            throws IOException, InterruptedException {
        var reading = new ArrayList<>(Module.CHAIN_ADAPTER.javaCommand(layout.home()));
        reading.addAll(List.of(Module.CHAIN_ADAPTER.mainClass(), "stream", "--chain", chain.text()));
        reading.addAll(heights);
        reading.add("--");
        files.forEach(file -> reading.add(file.toString()));
        var indexing = new ArrayList<>(Module.TRACING.javaCommand(layout.home()));
        indexing.addAll(List.of(INDEXER, chain.text(), layout.index().toString()));
        Process indexer = start(indexing).start();
        try {
            Process reader = start(reading).redirectInput(new File("/dev/null")).start();
            try {
                pass(reader, indexer);
                String report = new String(indexer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return ended(reader.waitFor(), indexer.waitFor(), report.strip());
            } finally {
                reader.destroy();
            }
        } finally {
            indexer.destroy();
        }
    }

    private static ProcessBuilder start(List<String> command) {
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static void pass(Process reader, Process indexer) {
        try (var from = reader.getInputStream();
                var to = indexer.getOutputStream()) {
            from.transferTo(to);
        } catch (IOException gone) {
            // One process has ended early; its exit code tells why. The streams of the other are closed now.
        }
    }

    private static Ended ended(int reader, int indexer, String report) {
        if (reader == 0 && indexer == 0) {
            return new Ended(0, report);
        }
        if (reader != 0 && reader != READER_GONE && reader <= WITH_MESSAGE_MAX) {
            return new Ended(reader, "");
        }
        if (indexer != 0 && indexer <= WITH_MESSAGE_MAX) {
            return new Ended(indexer, "");
        }
        throw new InputFaultException(new InputFault(
                "launcher.index.not-rebuilt",
                "a part of rebuilding the index ended before it was done",
                "reader of block files, indexer",
                "both to end with code 0",
                reader + " and " + indexer,
                "run the same command again; the index stays as it was"));
    }
}
