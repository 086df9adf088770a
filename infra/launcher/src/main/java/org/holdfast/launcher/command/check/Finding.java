package org.holdfast.launcher.command.check;

/**
 * What one look found.
 *
 * @param code of what was looked at, and of the defect if there is one: {@code kafka}, {@code kafka.silent}
 * @param sentence for a person, with the cause in the words of the program that has the trouble
 */
public record Finding(String code, Severity severity, String sentence) {
    static Finding well(String code, String sentence) {
        return new Finding(code, Severity.WELL, sentence);
    }

    static Finding degraded(String code, String sentence) {
        return new Finding(code, Severity.DEGRADED, sentence);
    }

    static Finding failed(String code, String sentence) {
        return new Finding(code, Severity.FAILED, sentence);
    }

    public boolean isWell() {
        return severity == Severity.WELL;
    }

    /** One line of text. */
    public String line() {
        return "%-10s %s%s".formatted(code, isWell() ? "" : severity + "  ", sentence);
    }
}
