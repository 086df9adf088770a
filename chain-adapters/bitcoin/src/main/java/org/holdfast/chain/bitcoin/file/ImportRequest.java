package org.holdfast.chain.bitcoin.file;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.holdfast.chain.bitcoin.header.Checkpoints;

/**
 * What the operator wants to import.
 *
 * @param paths block files, and folders of them
 * @param checkpoints blocks that the operator vouches for; they give heights too
 * @param height of the first block of the one run whose height nothing else tells
 */
public record ImportRequest(List<Path> paths, Checkpoints checkpoints, OptionalLong height) {
    public ImportRequest {
        paths = List.copyOf(paths);
    }

    /** Files alone. */
    public ImportRequest(List<Path> paths) {
        this(paths, Checkpoints.none(), OptionalLong.empty());
    }
}
