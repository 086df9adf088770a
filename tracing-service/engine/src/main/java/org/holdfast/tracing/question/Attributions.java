package org.holdfast.tracing.question;

import java.util.Optional;

/** The owners of addresses according to a set of labels. A label is a claim of its source. */
public interface Attributions {
    /** The empty set of labels. */
    Attributions NONE = new Attributions() {
        @Override
        public String labelSet() {
            return "none";
        }

        @Override
        public Optional<ServiceLabel> service(String address) {
            return Optional.empty();
        }
    };

    /** The name of this exact set of labels; it changes with every label. Part of the digest of a result. */
    String labelSet();

    /** The exchange or issuer that owns the address; a trace stops there. */
    Optional<ServiceLabel> service(String address);
}
