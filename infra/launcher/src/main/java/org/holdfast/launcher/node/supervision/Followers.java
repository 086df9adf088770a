package org.holdfast.launcher.node.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeSettings;
import org.holdfast.launcher.node.PartStatus;

/**
 * Runs one adapter for each followed chain, as the files of {@link FollowedChain} say. One thread calls {@code look};
 * any thread may call the other methods.
 */
final class Followers {
    /** An adapter that was started with one version of its arguments. */
    private record Running(String version, PartSupervisor adapter) {}

    private final NodeLayout layout;
    private final NodeSettings settings;
    private final String bootstrap;
    private final PartBounds bounds;
    private final List<PartSupervisor> needs;
    private final NodeLog log;
    private final Map<FollowedChain, Running> running = new ConcurrentHashMap<>();
    private boolean stopped;

    /**
     * No adapter runs yet.
     *
     * @param needs what every adapter needs: the broker
     */
    Followers(
            NodeLayout layout,
            NodeSettings settings,
            String bootstrap,
            PartBounds bounds,
            List<PartSupervisor> needs,
            NodeLog log) {
        this.layout = layout;
        this.settings = settings;
        this.bootstrap = bootstrap;
        this.bounds = bounds;
        this.needs = needs;
        this.log = log;
    }

    /** Starts and stops adapters so that the followed chains have one each, with the arguments of now. */
    synchronized void look() {
        if (stopped) {
            return;
        }
        running.entrySet().removeIf(entry -> {
            boolean same =
                    entry.getKey().version().equals(Optional.of(entry.getValue().version()));
            if (!same) {
                entry.getValue().adapter().stop();
            }
            return !same;
        });
        for (FollowedChain chain : FollowedChain.remembered(layout)) {
            if (!running.containsKey(chain)) {
                chain.version().ifPresent(version -> running.put(chain, new Running(version, start(chain))));
            }
        }
    }

    private PartSupervisor start(FollowedChain chain) {
        int port = chain.portToServe();
        var command = new ArrayList<>(Module.CHAIN_ADAPTER.javaCommand(layout.home()));
        command.addAll(settings.javaOptions(layout));
        command.addAll(List.of(
                Module.CHAIN_ADAPTER.mainClass(),
                "follow",
                "--kafka",
                bootstrap,
                "--kafka-client",
                layout.adapterClient().toString(),
                "--http-port",
                Integer.toString(port)));
        command.add("@" + chain.optionsFile());
        var adapter = new ServiceProcess(chain.name(), command, chain.folder(), port, ServiceProcess.READINESS);
        return new PartSupervisor(adapter, bounds, needs, log).begin();
    }

    List<PartStatus> statuses() {
        return running.values().stream().map(one -> one.adapter().status()).toList();
    }

    synchronized void stop() {
        stopped = true;
        PartSupervisor.stopAll(running.values().stream().map(Running::adapter).toList());
    }
}
