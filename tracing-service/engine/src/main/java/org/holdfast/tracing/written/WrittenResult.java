package org.holdfast.tracing.written;

import java.util.List;
import java.util.Map;
import org.holdfast.primitives.BlockRef;
import org.holdfast.tracing.block.Segment;

/** A finished result of any kind, and the one form in which it is written and digested. */
public interface WrittenResult {
    /** Changes with every change of the engine that may change a figure of a result. */
    String ENGINE_VERSION = "2";

    String engineVersion();

    /** Name of the label set; {@code none} where no label counts. */
    String labelSet();

    /** Name of the set of heuristics that say what is retained; {@code none} where none is asked. */
    default String heuristicSet() {
        return "none";
    }

    /** The blocks that were there; a block's hash commits to every block before it. */
    List<Segment> segments();

    /** What the result is a function of, in its written form. */
    Map<String, Object> basis();

    /** The basis and every figure, in the written form; long lists are made while they are written. */
    Map<String, Object> whole();

    /** The highest block that was there. */
    default BlockRef tip() {
        return segments().getLast().last();
    }

    /** SHA-256 over what the result is a function of. 64 hexadecimal digits. */
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
