package org.holdfast.launcher.node.supervision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.DataLock;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeParts;
import org.holdfast.launcher.node.NodePorts;
import org.holdfast.launcher.node.NodeSettings;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.ProcessLog;
import org.holdfast.servers.ServerRecord;

/** The running node. It starts servers and services as its children, keeps them running and stops exactly these. */
public final class Node {
    private static final Duration WATCH_EVERY = Duration.ofMillis(500);
    private static final Duration READY_MAX = Duration.ofSeconds(150);
    private static final Duration REPORT_MAX = Duration.ofSeconds(5);
    private static final Duration STOP_MAX = Duration.ofSeconds(80);

    private final NodeLayout layout;
    private final boolean robots;
    private final NodeLog log;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** A node that does not run yet. */
    public Node(NodeLayout layout, boolean robots, NodeLog log) {
        this.layout = layout;
        this.robots = robots;
        this.log = log;
    }

    /**
     * Runs until a signal asks it to stop. A first start that fails ends it; after the node was killed it keeps trying.
     */
    public void run(NodePorts asked) throws IOException, InterruptedException {
        try (var _ = DataLock.take(layout)) {
            boolean again = Files.exists(layout.state());
            log.line("the node starts, process " + ProcessHandle.current().pid()
                    + (again ? "; the last one did not end in order" : ""));
            Access.ensure(layout);
            NodePorts ports = NodePorts.choose(layout, asked);
            var parts = new Parts(layout, ports, robots, NodeSettings.read(layout), log);
            // Not earlier: the hook waits for the end of the block below.
            Runtime.getRuntime().addShutdownHook(new Thread(this::stopFromSignal));
            Thread reporter = Thread.ofPlatform().name("node-report").daemon().unstarted(() -> report(parts, again));
            try {
                parts.begin();
                reporter.start();
                serve(parts, ports, again);
            } finally {
                stopAsked.countDown();
                parts.stop();
                reporter.join(REPORT_MAX);
                Files.deleteIfExists(layout.state());
                Files.deleteIfExists(layout.parts());
                log.line("the node ended");
                stopped.countDown();
            }
        }
    }

    private void serve(Parts parts, NodePorts ports, boolean again) throws InterruptedException {
        // After a kill much may still serve, so commands can use it at once.
        if (!again && !awaitUp(parts)) {
            return;
        }
        ServerRecord self = ServerRecord.self();
        new NodeState(self.pid(), self.startedAt(), ports.kafka(), ports.postgres(), ports.tracing(), ports.freeze())
                .write(layout);
        log.line("the node serves");
        do {
            parts.look();
            rotateLogs(parts);
        } while (!stopAsked.await(WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Waits until every part is up and every service ready; false if asked to stop. A refused start is a fault. */
    private boolean awaitUp(Parts parts) throws InterruptedException {
        while (!parts.supervisors().allMatch(PartSupervisor::isUp)) {
            if (stopAsked.await(WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            Optional<InputFault> fault =
                    parts.supervisors().flatMap(part -> part.fault().stream()).findFirst();
            if (fault.isPresent()) {
                throw new InputFaultException(fault.get());
            }
        }
        parts.services().forEach(service -> service.awaitReady(READY_MAX));
        return true;
    }

    /**
     * Tells the state of the parts again and again.
     *
     * @param again whether the parts may run already: until they are taken over, what the last node told of them holds,
     *     above all their processes
     */
    private void report(Parts parts, boolean again) {
        try {
            boolean due = !again || isNextReportDue();
            while (due) {
                try {
                    new NodeParts(parts.statuses()).write(layout, log.now());
                } catch (UncheckedIOException full) {
                    log.line("the state of the parts cannot be written: " + full.getMessage());
                }
                due = isNextReportDue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits; false if the node was asked to stop meanwhile. */
    private boolean isNextReportDue() throws InterruptedException {
        return !stopAsked.await(NodeParts.WRITTEN_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void rotateLogs(Parts parts) {
        try {
            new ProcessLog(layout.log()).rotateIfLarge();
            parts.statuses()
                    .forEach(part -> OwnProcess.log(layout.service(part.name()), part.name())
                            .rotateIfLarge());
        } catch (UncheckedIOException full) {
            log.line("a log cannot be rotated: " + full.getMessage());
        }
    }

    private void stopFromSignal() {
        log.line("the node was asked to stop");
        stopAsked.countDown();
        try {
            var _ = stopped.await(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
