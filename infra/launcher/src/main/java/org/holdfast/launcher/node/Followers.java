package org.holdfast.launcher.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The adapters of the chains that a node follows: started, started again after they ended, and ended as the files say
 * that name them. One that ends again and again is left alone until its file changes: the other parts of the node go
 * on, and the doctor says it. One thread looks; any thread may stop.
 */
final class Followers {
    /** Ends in a row, each soon after the start. */
    private static final int QUICK_ENDS_MAX = 5;

    private static final Duration QUICK = Duration.ofMinutes(1);

    /** An adapter as it was last started, for this version of its arguments. */
    private record Running(String version, ServiceProcess process, long startedNanos, int quickEnds) {
        Running startedAgain() {
            boolean quick = System.nanoTime() - startedNanos < QUICK.toNanos();
            process.start();
            return new Running(version, process, System.nanoTime(), quick ? quickEnds + 1 : 0);
        }
    }

    private final NodeLayout layout;
    private final Map<FollowedChain, Running> running = new HashMap<>();
    private boolean stopped;

    Followers(NodeLayout layout) {
        this.layout = layout;
    }

    /** Makes what runs agree with what is to be followed. */
    synchronized void look(String bootstrap) {
        if (stopped) {
            return;
        }
        running.entrySet().removeIf(entry -> {
            boolean same =
                    entry.getKey().version().equals(Optional.of(entry.getValue().version()));
            if (!same) {
                entry.getValue().process().stop();
            }
            return !same;
        });
        for (FollowedChain chain : FollowedChain.remembered(layout)) {
            Running now = running.get(chain);
            if (now == null) {
                chain.version().ifPresent(version -> start(chain, version, bootstrap));
            } else if (!now.process().isAlive() && now.quickEnds() < QUICK_ENDS_MAX) {
                running.put(chain, now.startedAgain());
            }
        }
    }

    private void start(FollowedChain chain, String version, String bootstrap) {
        ServiceProcess process = chain.process(bootstrap);
        process.start();
        running.put(chain, new Running(version, process, System.nanoTime(), 0));
    }

    synchronized void stop() {
        stopped = true;
        running.values().forEach(adapter -> adapter.process().stop());
    }
}
