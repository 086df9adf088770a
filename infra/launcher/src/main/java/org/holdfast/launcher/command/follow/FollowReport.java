package org.holdfast.launcher.command.follow;

import java.util.List;
import java.util.Optional;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.launcher.client.AdapterClient;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodeLayout;

/**
 * The health of the adapter of one followed chain.
 *
 * @param health empty if no adapter answers
 */
public record FollowReport(FollowedChain chain, Optional<FollowHealthResponse> health) {
    /** The reports of all chains that this node follows. */
    public static List<FollowReport> all(NodeLayout layout) {
        return FollowedChain.remembered(layout).parallelStream()
                .map(FollowReport::of)
                .toList();
    }

    /** Asks the adapter of one chain. */
    public static FollowReport of(FollowedChain chain) {
        return new FollowReport(chain, chain.port().flatMap(AdapterClient::health));
    }

    /** True if the adapter answers that it is up. */
    public boolean up() {
        return health.filter(FollowHealthResponse::up).isPresent();
    }

    /** True once a source of the chain has answered. */
    boolean started() {
        return health.filter(FollowHealthResponse::started).isPresent();
    }

    /** True once the source has answered, or the adapter says why it has not. */
    boolean saysHowItIs() {
        return started() || health.filter(body -> !body.trouble().isEmpty()).isPresent();
    }

    /** True if the adapter rests for an import. */
    public boolean rests() {
        return health.isEmpty() && chain.pausedBy().isPresent();
    }

    /** One line for a person. */
    public String line() {
        if (rests()) {
            return chain.name() + ": rests while process " + chain.pausedBy().orElse(-1L) + " imports blocks";
        }
        if (health.isEmpty()) {
            return chain.name() + ": the adapter does not run or answer; its log ends with: " + chain.lastWords();
        }
        FollowHealthResponse body = health.get();
        return "%s: %s, height %d, final %d, %d blocks and %d s behind, %d retracted, %s%s%s"
                .formatted(
                        chain.name(),
                        body.status(),
                        body.height(),
                        body.finalHeight(),
                        body.lagBlocks(),
                        body.lagSeconds(),
                        body.retractions(),
                        body.state(),
                        body.assumptions().isEmpty()
                                ? ""
                                : "; " + body.assumptions().size() + " assumptions, see its log",
                        body.trouble().isEmpty() ? "" : "; " + body.trouble());
    }
}
