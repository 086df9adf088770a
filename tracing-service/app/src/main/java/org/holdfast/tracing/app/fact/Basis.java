package org.holdfast.tracing.app.fact;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.id.LabelId;

/** The blocks of one chain and the labels that the result of a trace rests on: with one of them it falls. */
public record Basis(ChainId chain, Set<BlockHash> blocks, Set<LabelId> labels) {
    public static final String BLOCK = "block";
    public static final String LABEL = "label";

    public Basis {
        blocks = Set.copyOf(blocks);
        labels = Set.copyOf(labels);
    }

    public static String ref(ChainId chain, BlockHash block) {
        return chain + " " + block;
    }

    public SortedSet<String> blockRefs() {
        var refs = new TreeSet<String>();
        blocks.forEach(block -> refs.add(ref(chain, block)));
        return refs;
    }

    public SortedSet<String> labelRefs() {
        var refs = new TreeSet<String>();
        labels.forEach(label -> refs.add(label.text()));
        return refs;
    }
}
