package org.holdfast.tracing.question;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** Checks and sorts the lists of a question: seeds, targets, sources and policies. */
public final class QuestionLists {
    /** The most seeds, targets or sources of one question. */
    public static final int SEEDS_MAX = 1_000;

    /** The most paths that one answer lists. */
    public static final int PATHS_MAX = 10_000;

    private QuestionLists() {}

    /**
     * The values in ascending order.
     *
     * @param what the name of the list in the question
     * @throws InputFaultException {@code tracing.spec.missing} for an empty list, {@code tracing.spec.repeated} for a
     *     value that occurs twice
     */
    public static <T extends Comparable<? super T>> List<T> sorted(Collection<T> values, String what) {
        if (values.isEmpty()) {
            throw fault("tracing.spec.missing", what, "missing", "at least one", "none");
        }
        var sorted = new TreeSet<>(values);
        if (sorted.size() != values.size()) {
            throw fault(
                    "tracing.spec.repeated",
                    what,
                    "repeated",
                    "each one once",
                    values.size() + " of which " + sorted.size() + " differ");
        }
        return List.copyOf(sorted);
    }

    /**
     * At most {@link #SEEDS_MAX} values in ascending order.
     *
     * @param what the name of the list in the question
     * @throws InputFaultException as {@link #sorted}, and {@code tracing.spec.too-many} for a longer list
     */
    public static <T extends Comparable<? super T>> List<T> seeds(Collection<T> values, String what) {
        List<T> sorted = sorted(values, what);
        requireAtMost(what, SEEDS_MAX, sorted.size());
        return sorted;
    }

    /**
     * Refuses a count above a maximum.
     *
     * @throws InputFaultException {@code tracing.spec.too-many}
     */
    public static void requireAtMost(String what, int most, int got) {
        if (got > most) {
            throw fault("tracing.spec.too-many", what, "too many", "at most " + most, Integer.toString(got));
        }
    }

    private static InputFaultException fault(String code, String what, String defect, String expected, String got) {
        return new InputFaultException(new InputFault(
                code,
                "the " + what + " of a trace are " + defect,
                what,
                expected,
                got,
                "correct the list and ask again"));
    }
}
