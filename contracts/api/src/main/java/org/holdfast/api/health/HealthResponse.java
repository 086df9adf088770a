package org.holdfast.api.health;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The health of a service, or its readiness.
 *
 * @param status {@link #UP}, {@link #DOWN} or another status of Spring Boot
 * @param components health of each part by its name; null where only the readiness was asked
 */
public record HealthResponse(String status, @Nullable Map<String, Component> components) {
    /** The status of a process or part that works. */
    public static final String UP = "UP";

    /** The status of a process or part that does not work. */
    public static final String DOWN = "DOWN";

    /** True if the status is {@link #UP}. */
    public boolean up() {
        return status.equals(UP);
    }

    /**
     * The health of one part.
     *
     * @param status as above
     * @param details what the part says of itself, such as the cause of a trouble; null if nothing
     */
    public record Component(String status, @Nullable Map<String, Object> details) {}
}
