package org.holdfast.launcher.command.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the operator knows of the heights of blocks in files. */
final class HeightOptions {
    @Option(
            names = "--height",
            paramLabel = "N",
            description = "The height of the first block, where neither files nor published blocks tell it.")
    private @Nullable Long height;

    @Option(
            names = "--checkpoint",
            paramLabel = "HEIGHT:HASH",
            description = "A block that the chain must have; it tells its height. Several times.")
    private List<String> checkpoints = List.of();

    /** The same options for the adapter. */
    List<String> arguments() {
        var arguments = new ArrayList<String>();
        if (height != null) {
            arguments.addAll(List.of("--height", Long.toString(height)));
        }
        checkpoints.forEach(checkpoint -> arguments.addAll(List.of("--checkpoint", checkpoint)));
        return arguments;
    }
}
