package org.holdfast.tracing.output.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of outputs that a trace passes: taken down as the index keeps them, and made text when they are asked for.
 * Of one trace and one snapshot; not shared between threads until it is complete.
 */
public interface AddressLog {
    /** Takes down one more, null where the script has none. They are numbered from 0 on. */
    void add(@Nullable String address);

    /** Fetches what only the index knows. Nothing is added afterwards, and the snapshot may be closed. */
    void complete();

    /** The address of a number, null where there is none. Only when complete. */
    @Nullable
    String get(int number);

    /** Keeps addresses as text. */
    static AddressLog ofText() {
        return new Text(new ArrayList<>());
    }

    /** Text as it came. */
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
