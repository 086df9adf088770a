package org.holdfast.tracing.app.label;

import java.util.List;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.ChainId;

/** All labels that sources gave. */
public interface Labels {
    /** What became of a label that was put. */
    enum Put {
        ADDED,
        UNCHANGED,
        /** The same claim was withdrawn here before, and stays withdrawn. */
        WITHDRAWN
    }

    /** Adds a label. A changed confidence replaces the old one. */
    Put put(Label label);

    /** What sources say about an address, without withdrawn labels. */
    List<Label> of(Address address);

    /** All labels of a chain, without withdrawn ones. */
    LabelSet standing(ChainId chain);
}
