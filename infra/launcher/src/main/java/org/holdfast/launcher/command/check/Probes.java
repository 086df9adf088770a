package org.holdfast.launcher.command.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.holdfast.primitives.InputFaultException;

/** Looks that are taken at the same time, all within one bound. */
final class Probes {
    /** All looks of a command; with its start, an answer comes within five seconds. */
    static final Duration COMMAND_MAX = Duration.ofSeconds(3);

    private final Duration bound;
    private final Map<String, Callable<List<Finding>>> looks = new LinkedHashMap<>();
    private final Map<String, Finding> late = new LinkedHashMap<>();

    /** No looks yet, which end within the bound together. */
    Probes(Duration bound) {
        this.bound = bound;
    }

    /** Adds a look at files and processes, which nothing but the machine makes late. */
    void add(String code, Callable<List<Finding>> look) {
        add(code, look, Finding.degraded(code + ".slow", "no result" + within()));
    }

    /** The bound in words. */
    String within() {
        return " within " + bound.toMillis() + " ms";
    }

    /** Adds a look with what to say if it takes too long. */
    void add(String code, Callable<List<Finding>> look, Finding ifLate) {
        looks.put(code, look);
        late.put(code, ifLate);
    }

    /** Takes all looks. The findings stand in the order in which the looks were added. */
    List<Finding> findings() {
        long end = System.nanoTime() + bound.toNanos();
        // Not closed: that would wait for the looks that are late.
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var running = new LinkedHashMap<String, Future<List<Finding>>>();
        looks.forEach((code, look) -> running.put(code, threads.submit(look)));
        var findings = new ArrayList<Finding>();
        running.forEach((code, look) -> findings.addAll(result(code, look, end)));
        threads.shutdownNow();
        return findings;
    }

    private List<Finding> result(String code, Future<List<Finding>> look, long end) {
        try {
            return look.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return List.of(Objects.requireNonNull(late.get(code)));
        } catch (ExecutionException e) {
            return e.getCause() instanceof InputFaultException refused
                    ? List.of(Finding.failed(code, refused.fault().sentence()))
                    : List.of(Finding.failed(code, "the look failed: " + e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
