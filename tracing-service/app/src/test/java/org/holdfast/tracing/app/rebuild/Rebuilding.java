package org.holdfast.tracing.app.rebuild;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.stream.RecordStreamWriter;

/** A run of the program that builds an index from a stream: exit code and what it said. */
public record Rebuilding(int exit, String out, String err) {
    /** Runs it over a stream. */
    public static Rebuilding run(ChainId chain, Path data, byte[] stream) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit = RebuildProgram.run(
                chain.text(),
                data,
                new ByteArrayInputStream(stream),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Rebuilding(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A whole stream of these blocks. */
    @SafeVarargs
    public static byte[] stream(List<ChainRecord>... blocks) {
        var records = new ArrayList<ChainRecord>();
        for (List<ChainRecord> block : blocks) {
            records.addAll(block);
        }
        return stream(true, records);
    }

    /** A stream of these records, whole or given up. */
    public static byte[] stream(boolean whole, List<ChainRecord> records) {
        var out = new ByteArrayOutputStream();
        try {
            var writer = new RecordStreamWriter(out);
            for (ChainRecord record : records) {
                writer.record(new byte[32], record.toByteArray());
            }
            if (whole) {
                writer.end();
            } else {
                writer.abandon();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
