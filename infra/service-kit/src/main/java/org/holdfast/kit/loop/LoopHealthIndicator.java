package org.holdfast.kit.loop;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Health of named loops: down while one of them is not well, with one line for each. */
public class LoopHealthIndicator extends AbstractHealthIndicator {
    private final Supplier<? extends Map<String, LoopStatus>> loops;
    private final BiFunction<String, LoopStatus, String> text;

    /** Shows each loop by its {@link LoopStatus#text}. */
    public LoopHealthIndicator(Supplier<? extends Map<String, LoopStatus>> loops) {
        this(loops, (name, status) -> status.text());
    }

    /** Shows each loop by a line of the caller's. */
    public LoopHealthIndicator(
            Supplier<? extends Map<String, LoopStatus>> loops, BiFunction<String, LoopStatus, String> text) {
        this.loops = loops;
        this.text = text;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Map<String, LoopStatus> now = loops.get();
        boolean well = now.values().stream().allMatch(LoopStatus::isWell);
        var details = new TreeMap<String, Object>();
        now.forEach((name, status) -> details.put(name, text.apply(name, status)));
        (well ? builder.up() : builder.down()).withDetails(details);
    }
}
