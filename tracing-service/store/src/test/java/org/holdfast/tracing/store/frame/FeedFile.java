package org.holdfast.tracing.store.frame;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What comes from a topic, as a file: a count, then each entry as its length and its bytes. */
public final class FeedFile {
    private FeedFile() {}

    public static void write(Path file, List<byte[]> entries) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeLong(entries.size());
            for (byte[] entry : entries) {
                out.writeInt(entry.length);
                out.write(entry);
            }
        }
    }
}
