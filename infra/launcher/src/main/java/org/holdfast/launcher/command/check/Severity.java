package org.holdfast.launcher.command.check;

/** How bad a finding is, from good to bad. */
public enum Severity {
    /** In order. */
    WELL,
    /** It works, and somebody should look. */
    DEGRADED,
    /** A part does not work. */
    FAILED
}
