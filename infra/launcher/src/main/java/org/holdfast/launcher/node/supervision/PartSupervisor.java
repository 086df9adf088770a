package org.holdfast.launcher.node.supervision;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.holdfast.launcher.node.PartEnd;
import org.holdfast.launcher.node.PartStatus;
import org.holdfast.launcher.node.PartStatus.State;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.ServerRecord;

/**
 * Keeps one part running, on a thread of its own: starts it, asks it for an answer again and again, kills it if it
 * hangs, and starts it again after waits that grow. After too many failures the part is given up: starts are far apart
 * from then on, until one of them lasts.
 */
final class PartSupervisor {
    /** How long {@link #stop} waits for the thread after the end of the process. */
    private static final Duration THREAD_END_MAX = Duration.ofSeconds(10);

    private final Part part;
    private final PartBounds bounds;
    private final List<PartSupervisor> needs;
    private final NodeLog log;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final Deque<Long> failedNanos = new ArrayDeque<>();
    private final Thread thread;
    private int inARow;
    private volatile PartStatus status;
    private volatile Optional<InputFault> fault = Optional.empty();

    /**
     * A supervisor that has not begun.
     *
     * @param needs parts without which this one cannot start; its failures while one of them is down do not count
     */
    PartSupervisor(Part part, PartBounds bounds, List<PartSupervisor> needs, NodeLog log) {
        this.part = part;
        this.bounds = bounds;
        this.needs = List.copyOf(needs);
        this.log = log;
        this.status = PartStatus.before(part.name(), log.now());
        this.thread = Thread.ofPlatform().name("keeps-" + part.name()).unstarted(this::run);
    }

    PartSupervisor begin() {
        thread.start();
        return this;
    }

    PartStatus status() {
        return status;
    }

    boolean isUp() {
        return status.state() == State.UP;
    }

    /** Why the last start was refused; empty if it was not. */
    Optional<InputFault> fault() {
        return fault;
    }

    /** Ends the part in order and starts it no more. */
    void stop() {
        stopAsked.countDown();
        part.stop();
        try {
            thread.join(THREAD_END_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops several parts at the same time. */
    static void stopAll(List<PartSupervisor> parts) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            parts.forEach(part -> threads.execute(part::stop));
        }
    }

    private void run() {
        while (!stopping()) {
            try {
                round();
            } catch (RuntimeException e) {
                // Nothing else would restart the part if this thread ended.
                log.line(part.name() + ": defect of its supervisor: " + e);
                pause(bounds.waitMax());
            }
        }
        // A process that was started between the question and the answer.
        part.stop();
        change(State.STOPPED);
    }

    private void round() {
        if (!neededAreUp()) {
            change(State.BLOCKED);
            pause(bounds.lookEvery());
            return;
        }
        long begin = System.nanoTime();
        String cause = serve();
        if (stopping()) {
            return;
        }
        if (isUp() && System.nanoTime() - begin >= bounds.healthyAfter().toNanos()) {
            inARow = 0;
            failedNanos.clear();
        }
        inARow++;
        pause(failed(cause));
    }

    /** Starts the part and watches it. Returns why it does not serve any more. */
    private String serve() {
        if (status.state() != State.GIVEN_UP) {
            change(State.STARTING);
        }
        try {
            status = status.started();
            part.start();
            fault = Optional.empty();
        } catch (InputFaultException e) {
            fault = Optional.of(e.fault());
            return "it did not start: " + e.fault().sentence();
        } catch (RuntimeException e) {
            return "it did not start: " + e;
        }
        change(State.UP);
        log.line(part.name() + " is up, process " + part.pid());
        return watch();
    }

    private String watch() {
        int silent = 0;
        long asked = System.nanoTime();
        while (!pause(bounds.lookEvery())) {
            if (!part.isAlive()) {
                return ended();
            }
            if (System.nanoTime() - asked >= bounds.probeEvery().toNanos()) {
                silent = answers() ? 0 : silent + 1;
                status = status.silentFor(silent);
                asked = System.nanoTime();
            }
            if (silent >= bounds.silentMax()) {
                part.kill();
                return "it did not answer " + silent + " questions in a row and was killed";
            }
        }
        return "the node stops it";
    }

    /** A process that a signal has stopped is not asked: its silence would take the whole bound each time. */
    private boolean answers() {
        boolean stopped =
                ProcessHandle.of(part.pid()).filter(ServerRecord::isStopped).isPresent();
        return !stopped && part.answers();
    }

    private String ended() {
        var exit = part.exitCode();
        String words = part.lastWords();
        return "it ended" + (exit.isPresent() ? " with exit code " + exit.getAsInt() : "")
                + (words.isEmpty() ? "" : "; its log ends with: " + words);
    }

    /** Records a failure. Returns the wait before the next start. */
    private Duration failed(String cause) {
        status = status.because(cause);
        keepEnd(cause);
        part.kill();
        if (!neededAreUp()) {
            log.line(part.name() + ": " + cause + "; it starts again when what it needs is up");
            return Duration.ZERO;
        }
        long now = System.nanoTime();
        failedNanos.addLast(now);
        failedNanos.removeIf(then -> now - then > bounds.window().toNanos());
        boolean givenUp = failedNanos.size() > bounds.failuresMax();
        Duration wait = givenUp ? bounds.waitGivenUp() : bounds.waitAfter(inARow);
        change(givenUp ? State.GIVEN_UP : State.WAITING);
        log.line(part.name() + ": " + cause + "; " + (givenUp ? "given up after " : "failure ") + failedNanos.size()
                + ", next start in " + wait.toMillis() + " ms");
        return wait;
    }

    private void keepEnd(String cause) {
        try {
            new PartEnd(part.exitCode().orElse(PartEnd.UNKNOWN), cause, part.lastWords())
                    .write(part.folder().resolve(part.name() + ".end"));
        } catch (UncheckedIOException full) {
            log.line(part.name() + ": the reason of its end could not be written: " + full.getMessage());
        }
    }

    private boolean neededAreUp() {
        return needs.stream().allMatch(PartSupervisor::isUp);
    }

    private void change(State next) {
        status = status.in(next, part.pid(), log.now());
    }

    private boolean stopping() {
        return stopAsked.getCount() == 0;
    }

    /** True if the wait was cut short because the part is to stop. */
    private boolean pause(Duration wait) {
        try {
            return stopAsked.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
