package org.holdfast.tracing.app.store;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.id.LabelId;

/** The blocks of one chain and the labels that a finding rests on: with one of them it falls. */
public record Basis(ChainId chain, Set<BlockHash> blocks, Set<LabelId> labels) {
    static final String BLOCK = "block";
    static final String LABEL = "label";

    public Basis {
        blocks = Set.copyOf(blocks);
        labels = Set.copyOf(labels);
    }

    static String ref(ChainId chain, BlockHash block) {
        return chain + " " + block;
    }

    SortedSet<String> blockRefs() {
        var refs = new TreeSet<String>();
        blocks.forEach(block -> refs.add(ref(chain, block)));
        return refs;
    }

    SortedSet<String> labelRefs() {
        var refs = new TreeSet<String>();
        labels.forEach(label -> refs.add(label.text()));
        return refs;
    }
}
