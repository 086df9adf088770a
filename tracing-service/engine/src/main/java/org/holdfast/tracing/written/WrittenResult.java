package org.holdfast.tracing.written;

import java.util.List;
import java.util.Map;
import org.holdfast.primitives.BlockRef;
import org.holdfast.tracing.block.Segment;

/** A finished result of any question, with its written form and digests. */
public interface WrittenResult {
    /** Changes with every change of the engine that may change a figure of a result. */
    String ENGINE_VERSION = "2";

    String engineVersion();

    /** Name of the label set; {@code none} without labels. */
    String labelSet();

    /** Name of the set of change heuristics; {@code none} without heuristics. */
    default String heuristicSet() {
        return "none";
    }

    /** The indexed blocks. The hash of a block commits to every earlier block of its run. */
    List<Segment> segments();

    /** Everything that determines the result, in its written form. */
    Map<String, Object> basis();

    /** The basis and every figure, in the written form. Long lists are produced while they are written. */
    Map<String, Object> whole();

    /** The highest indexed block. */
    default BlockRef tip() {
        return segments().getLast().last();
    }

    /** SHA-256 over {@link #basis()}, 64 hexadecimal digits. */
    default String digest() {
        return CanonicalResult.sha256(basis());
    }

    /** SHA-256 over {@link #canonical()}. The same basis gives the same digest on any machine. */
    default String resultDigest() {
        return CanonicalResult.sha256(whole());
    }

    /** The basis and every figure of the result as canonical JSON. */
    default String canonical() {
        return CanonicalJson.write(whole());
    }

    /** Writes {@link #canonical()} piece by piece. */
    default void writeTo(Appendable text) {
        CanonicalJson.write(whole(), text);
    }
}
