package org.holdfast.tracing.app.rebuild;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.stream.RecordStreamAbandonedException;
import org.holdfast.tracing.app.index.store.MappedIndexes;

/**
 * Builds an index from the stream on standard input; says on standard output what was indexed. Exit codes: 0 done, 1 a
 * defect, 2 bad input or an index in use, 4 the writer of the stream gave up and has said why. Wherever it is not 0,
 * the index is the old one, or after a defect the new one.
 */
public final class RebuildProgram {
    private static final int DEFECT = 1;
    private static final int BAD_INPUT = 2;
    private static final int ABANDONED = 4;

    private RebuildProgram() {}

    /** Arguments: CAIP-2 id of the chain, directory of the indexes. */
    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(arguments[0], Path.of(arguments[1]), System.in, out, err));
    }

    static int run(String chain, Path data, InputStream in, PrintStream out, PrintStream err) {
        try {
            out.println(IndexRebuild.run(
                            new ChainId(chain),
                            MappedIndexes.graphs(data),
                            in,
                            sentence -> err.println("note: " + sentence))
                    .json());
            return 0;
        } catch (InputFaultException e) {
            err.println(e.fault().sentence());
            return BAD_INPUT;
        } catch (RecordStreamAbandonedException e) {
            return ABANDONED;
        } catch (RuntimeException e) {
            err.println("tracing.service.defect: " + e + "; the index is whole, mend the cause and run it again.");
            return DEFECT;
        }
    }
}
