package org.holdfast.api.hold;

import java.util.List;

/** Processes whose command was refused, latest first. */
public record StuckResponse(List<Stuck> stuck) {
    public StuckResponse {
        stuck = List.copyOf(stuck);
    }

    public record Stuck(String holdId, String command, String refusal, String at) {}
}
