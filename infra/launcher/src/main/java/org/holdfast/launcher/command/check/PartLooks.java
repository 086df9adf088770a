package org.holdfast.launcher.command.check;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.launcher.node.DataLock;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeParts;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.launcher.node.PartStatus;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.PostgresServer;
import org.holdfast.servers.ServerRecord;

/** The process of the node, the processes of its parts, and the servers. */
final class PartLooks {
    /** The node writes the state of its parts more often. */
    private static final Duration AGE_MAX = Duration.ofSeconds(10);

    private final NodeLayout layout;
    private final Clock clock;
    private final NodeParts parts;

    PartLooks(NodeLayout layout, Clock clock) {
        this.layout = layout;
        this.clock = clock;
        this.parts = NodeParts.read(layout);
    }

    void add(Probes probes, Optional<NodeState> node) {
        probes.add("node", () -> List.of(node(node)));
        node.ifPresent(running -> {
            String late = "no answer" + probes.within();
            probes.add(
                    "kafka",
                    () -> server("kafka", KafkaBroker.answers(running.kafkaPort())),
                    unanswered("kafka", "kafka", late));
            probes.add(
                    "postgres",
                    () -> server("postgres", PostgresServer.answers(running.postgresPort())),
                    unanswered("postgres", "postgres", late));
        });
        probes.add("processes", this::processes);
    }

    private Finding node(Optional<NodeState> running) {
        Optional<ProcessHandle> process = running.flatMap(NodeState::process).or(() -> DataLock.holder(layout));
        if (process.isEmpty()) {
            return Finding.failed(
                    "node.killed",
                    "the process of the node was killed; these run without it: " + String.join(", ", left())
                            + "; ./holdfast start takes them over");
        }
        long pid = process.get().pid();
        if (ServerRecord.isStopped(process.get())) {
            return Finding.degraded(
                    "node.stopped",
                    "process " + pid + " was stopped by a signal; meanwhile a part that ends is not started again");
        }
        if (running.isEmpty()) {
            return Finding.degraded("node.starting", "process " + pid + " starts");
        }
        Optional<Duration> age = NodeParts.age(layout, clock.instant());
        if (age.isPresent() && age.get().compareTo(AGE_MAX) > 0) {
            return Finding.degraded(
                    "node.silent",
                    "process " + pid + " has told nothing of its parts for "
                            + age.get().toSeconds() + " s");
        }
        return Finding.well("node", "process " + pid);
    }

    /** Parts that run although their node was killed. */
    List<String> left() {
        return parts.parts().stream()
                .filter(part -> isAlive(part.pid()))
                .map(part -> part.name() + " (process " + part.pid() + ")")
                .toList();
    }

    private List<Finding> server(String name, boolean answers) {
        return answers
                ? List.of(Finding.well(name, "answers"))
                : List.of(unanswered(name, name, "does not answer" + cause(name)));
    }

    /**
     * What to say where a look got no answer in time. A loaded machine makes one question late; the node asks again and
     * again. So the part is silent only if the node too got no answer to its last question.
     *
     * @param part that did not answer
     */
    Finding unanswered(String code, String part, String sentence) {
        return answersTheNode(part)
                ? Finding.degraded(code + ".slow", sentence + "; it answered the node's last question")
                : Finding.failed(code + ".silent", sentence);
    }

    private boolean answersTheNode(String name) {
        return NodeParts.age(layout, clock.instant())
                        .filter(age -> age.compareTo(AGE_MAX) <= 0)
                        .isPresent()
                && parts.part(name)
                        .filter(part -> part.state() == PartStatus.State.UP && part.silent() == 0)
                        .flatMap(part -> ProcessHandle.of(part.pid()))
                        .filter(process -> ServerRecord.runs(process) && !ServerRecord.isStopped(process))
                        .isPresent();
    }

    private String cause(String name) {
        return parts.part(name)
                .filter(part ->
                        part.state() != PartStatus.State.UP && !part.cause().isEmpty())
                .map(part -> ": " + part.cause())
                .orElse("");
    }

    private List<Finding> processes() {
        var findings = new ArrayList<Finding>();
        for (PartStatus part : parts.parts()) {
            findings.add(process(part));
        }
        return findings;
    }

    static Finding process(PartStatus part) {
        String name = part.name();
        String why = part.cause().isEmpty() ? "" : "; " + part.cause();
        return switch (part.state()) {
            case UP -> up(part);
            case STARTING ->
                part.cause().isEmpty()
                        ? Finding.degraded(name + ".starting", "is being started")
                        : Finding.failed(name + ".starting", "is being started again" + why);
            case BLOCKED -> Finding.failed(name + ".blocked", "waits for a part that it needs" + why);
            case WAITING -> Finding.failed(name + ".down", "does not run and starts again soon" + why);
            case GIVEN_UP ->
                Finding.failed(
                        name + ".given-up",
                        "was given up after " + part.starts() + " starts; it is tried every few minutes" + why);
            case STOPPED -> Finding.degraded(name + ".ended", "is stopped with the node");
        };
    }

    private static Finding up(PartStatus part) {
        String name = part.name();
        String process = "process " + part.pid();
        if (!isAlive(part.pid())) {
            return Finding.failed(name + ".down", process + " has ended");
        }
        if (ProcessHandle.of(part.pid()).filter(ServerRecord::isStopped).isPresent()) {
            return Finding.failed(name + ".stopped", process + " was stopped by a signal; the node will restart it");
        }
        return Finding.well(
                name + ".process",
                process + " since " + part.since()
                        + (part.cause().isEmpty()
                                ? ""
                                : "; start " + part.starts() + ", because before " + part.cause()));
    }

    private static boolean isAlive(long pid) {
        return pid != 0 && ProcessHandle.of(pid).filter(ServerRecord::runs).isPresent();
    }
}
