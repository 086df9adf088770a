package org.holdfast.launcher.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.launcher.client.Patience;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeParts;
import org.holdfast.launcher.node.PartStatus;
import org.holdfast.launcher.node.PartStatus.State;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * The wait of a command for a service that its node starts again. It ends at once where the node has given up the
 * service or a server, or runs no such service.
 */
final class RestartWait implements Patience {
    static final Duration RESTART_MAX = Duration.ofMinutes(2);
    private static final Duration ASK_AGAIN = Duration.ofMillis(300);

    private final NodeLayout layout;
    private final String service;
    private final Terminal terminal;

    /**
     * A wait.
     *
     * @param service the name of the part that is asked
     * @param terminal where the command says that it waits
     */
    RestartWait(NodeLayout layout, String service, Terminal terminal) {
        this.layout = layout;
        this.service = service;
        this.terminal = terminal;
    }

    @Override
    public void pause(InputFaultException noAnswer, Duration silent) {
        Optional<String> end = end(NodeParts.read(layout), silent);
        if (end.isPresent()) {
            InputFault fault = noAnswer.fault();
            throw new InputFaultException(
                    new InputFault(
                            fault.code(),
                            fault.what(),
                            fault.where(),
                            fault.expected(),
                            fault.got() + "; " + end.get(),
                            fault.remedy()),
                    noAnswer);
        }
        if (silent.isZero()) {
            terminal.error(
                    service + " does not answer; its start is awaited, " + RESTART_MAX.toSeconds() + " s at most");
        }
        LockSupport.parkNanos(ASK_AGAIN.toNanos());
    }

    /** Why waiting does not help or no longer; empty if the service can still come back. */
    private Optional<String> end(NodeParts parts, Duration silent) {
        Optional<PartStatus> own = parts.part(service);
        if (own.isEmpty()) {
            return Optional.of("the node has no part " + service);
        }
        List<String> needed = List.of(service, "kafka", "postgres");
        Optional<PartStatus> lost = parts.parts().stream()
                .filter(part -> needed.contains(part.name()))
                .filter(part -> part.state() == State.GIVEN_UP || part.state() == State.STOPPED)
                .findFirst();
        if (lost.isPresent()) {
            return Optional.of(lost.get().state() == State.STOPPED ? "the node stops" : givenUp(lost.get()));
        }
        return silent.compareTo(RESTART_MAX) < 0
                ? Optional.empty()
                : Optional.of("none within " + RESTART_MAX.toSeconds() + " s" + why(own.get()));
    }

    private static String givenUp(PartStatus part) {
        return part.name() + " was given up after " + part.starts() + " starts" + why(part);
    }

    private static String why(PartStatus part) {
        return part.cause().isEmpty() ? "" : ": " + part.cause();
    }
}
