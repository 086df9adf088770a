package org.holdfast.api.hold;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A traced part that a request does not ask for.
 *
 * @param traced the whole traced part of the place, base units
 * @param leftOut how much of it is not asked, base units
 * @param holdIds the requests that ask for it
 */
public record LeftOutBody(
        String address, @Nullable String outpoint, String traced, String leftOut, List<String> holdIds) {
    public LeftOutBody {
        holdIds = List.copyOf(holdIds);
    }
}
