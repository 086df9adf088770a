package org.holdfast.tracing.app.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * Which topic an index was read from: the broker's id of the topic, in a file next to the index. An index whose
 * position belongs to a topic that was deleted and made again would pass over blocks in silence.
 */
public record TopicMark(ChainId chain, Path file) {
    private static final String ENDING = ".topic";

    /** The mark of a chain's index below the folder of all indexes. */
    public static TopicMark of(Path data, ChainId chain) {
        return new TopicMark(chain, data.resolve(chain.namePart() + ENDING));
    }

    /** The names of all indexes that were read from a topic. */
    public static List<String> names(Path data) {
        if (Files.notExists(data)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(data)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Compares the topic with the one that the index was read from. An index that is at the beginning is read from
     * this one, and so is one of an older version, which has no mark.
     *
     * @throws InputFaultException if the index was read from another one
     */
    public void require(String id, long position) {
        try {
            String known = Files.exists(file) ? Files.readString(file).strip() : "";
            if (position == 0 || known.isEmpty()) {
                write(id);
            } else if (!known.equals(id)) {
                throw new InputFaultException(new InputFault(
                        "tracing.feed.another-topic",
                        "the topic of blocks was deleted and made again since the index was read from it",
                        chain.text(),
                        "topic " + known,
                        "topic " + id,
                        "find out who deleted it; then stop the node, run ./holdfast reindex --chain " + chain
                                + " and publish the missing blocks again"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String id) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.writeString(partial, id + "\n");
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
