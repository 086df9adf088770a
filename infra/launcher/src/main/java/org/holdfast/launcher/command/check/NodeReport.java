package org.holdfast.launcher.command.check;

import java.util.Comparator;
import java.util.List;
import org.holdfast.api.health.FollowHealthResponse;

/**
 * How the node is.
 *
 * @param running whether a node runs or starts here, or parts of one that was killed
 * @param severity the worst of the findings
 * @param follows health of each adapter that answers
 */
public record NodeReport(
        boolean running, Severity severity, List<Finding> findings, List<FollowHealthResponse> follows) {
    /** The exit code of status and doctor where no node runs. */
    public static final int ABSENT = 2;

    /** Their exit code where a part of the node does not work. */
    public static final int FAILED = 3;

    /** Their exit code where the node works and somebody should look. */
    public static final int DEGRADED = 4;

    public NodeReport {
        findings = List.copyOf(findings);
        follows = List.copyOf(follows);
    }

    static NodeReport of(boolean running, List<Finding> findings, List<FollowHealthResponse> follows) {
        Severity worst = findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.WELL);
        return new NodeReport(running, worst, findings, follows);
    }

    /** The exit code of the commands that show this report. */
    public int exitCode() {
        if (!running) {
            return ABSENT;
        }
        return switch (severity) {
            case WELL -> 0;
            case DEGRADED -> DEGRADED;
            case FAILED -> FAILED;
        };
    }

    /** The last line of both commands. */
    public String verdict() {
        if (!running) {
            return "no node runs here";
        }
        return switch (severity) {
            case WELL -> "all is well";
            case DEGRADED -> "degraded, see above";
            case FAILED -> "something is wrong, see above";
        };
    }
}
