package org.holdfast.launcher.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one adapter for each followed chain, as the files of {@link FollowedChain} say. An adapter that ended is started
 * again. After five quick ends in a row it stays down until its file changes; the rest of the node keeps running, and
 * the doctor reports the chain. One thread calls {@code look}; any thread may call {@code stop}.
 */
final class Followers {
    /** Quick ends in a row before an adapter stays down. */
    private static final int QUICK_ENDS_MAX = 5;

    private static final Duration QUICK = Duration.ofMinutes(1);

    /** An adapter that was started with one version of its arguments. */
    private record Running(String version, ServiceProcess process, long startedNanos, int quickEnds, boolean endKept) {
        Running startedAgain() {
            boolean quick = System.nanoTime() - startedNanos < QUICK.toNanos();
            process.start();
            return new Running(version, process, System.nanoTime(), quick ? quickEnds + 1 : 0, false);
        }

        Running withEndKept() {
            return new Running(version, process, startedNanos, quickEnds, true);
        }
    }

    private final NodeLayout layout;
    private final Map<FollowedChain, Running> running = new HashMap<>();
    private boolean stopped;

    Followers(NodeLayout layout) {
        this.layout = layout;
    }

    /** Starts, restarts and stops adapters so that the followed chains have one each. */
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
            } else if (!now.process().isAlive()) {
                if (!now.endKept()) {
                    now.process().exitCode().ifPresent(chain::ended);
                }
                running.put(chain, now.quickEnds() < QUICK_ENDS_MAX ? now.startedAgain() : now.withEndKept());
            }
        }
    }

    private void start(FollowedChain chain, String version, String bootstrap) {
        ServiceProcess process = chain.process(bootstrap);
        process.start();
        running.put(chain, new Running(version, process, System.nanoTime(), 0, false));
    }

    synchronized void stop() {
        stopped = true;
        running.values().forEach(adapter -> adapter.process().stop());
    }
}
