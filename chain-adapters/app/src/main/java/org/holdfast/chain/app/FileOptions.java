package org.holdfast.chain.app;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.holdfast.chain.bitcoin.file.ImportRequest;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Block files, and what the operator knows of the heights of their blocks. */
final class FileOptions {
    @Option(
            names = "--height",
            description = "The height of the first block, where neither the files nor published blocks tell it.")
    private @Nullable Long height;

    @Option(
            names = "--checkpoint",
            paramLabel = "HEIGHT:HASH",
            description = "A block that the chain must have; it tells its height. Several times.")
    private List<String> known = List.of();

    @Parameters(arity = "1..*", paramLabel = "FILE_OR_DIRECTORY")
    private List<Path> files = List.of();

    ImportRequest request() {
        return new ImportRequest(
                files, Checkpoints.parse(known), height == null ? OptionalLong.empty() : OptionalLong.of(height));
    }
}
