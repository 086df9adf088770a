package org.holdfast.tracing.output.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of the outputs of one trace, in the encoding of the index; decoded to text on request. It belongs to one
 * snapshot. Not thread-safe before {@link #complete}.
 */
public interface AddressLog {
    /** Adds one address, null if the script has none. Addresses are numbered from 0. */
    void add(@Nullable String address);

    /** Reads everything that needs the snapshot. No address is added afterwards; the snapshot can be closed. */
    void complete();

    /** The address with a number, null without one. Call {@link #complete} first. */
    @Nullable
    String get(int number);

    /** Keeps addresses as text. */
    static AddressLog ofText() {
        return new Text(new ArrayList<>());
    }

    /** Addresses as text. */
    record Text(List<@Nullable String> addresses) implements AddressLog {
        @Override
        public void add(@Nullable String address) {
            addresses.add(address);
        }

        @Override
        public void complete() {
            // Text needs no index.
        }

        @Override
        public @Nullable String get(int number) {
            return addresses.get(number);
        }
    }
}
