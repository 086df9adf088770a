package org.holdfast.testkit.badapp.label.kafka;

import org.holdfast.testkit.badapp.label.Label;

/** One half of a cycle. */
public class Reader {
    Label label() {
        return new Label();
    }
}
