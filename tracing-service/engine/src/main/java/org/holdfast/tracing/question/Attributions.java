package org.holdfast.tracing.question;

import java.util.Optional;

/** Who an address belongs to, as a set of labels says. Labels are claims of their sources. */
public interface Attributions {
    /** No labels at all. */
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

    /** Names this very set of labels: another label, another name. Part of a trace's digest. */
    String labelSet();

    /** The exchange or issuer at whose address a trace stops. */
    Optional<ServiceLabel> service(String address);
}
