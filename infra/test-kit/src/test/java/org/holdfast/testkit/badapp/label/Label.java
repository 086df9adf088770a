package org.holdfast.testkit.badapp.label;

import org.holdfast.testkit.badapp.label.kafka.Reader;

/** A feature that knows its adapter, which knows the feature: a cycle. */
public class Label {
    Reader reader() {
        return new Reader();
    }
}
