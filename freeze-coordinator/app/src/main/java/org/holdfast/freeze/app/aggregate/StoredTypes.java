package org.holdfast.freeze.app.aggregate;

import java.util.Map;

/**
 * Types of a feature that are stored, by their stored name. A name never changes; class names may.
 *
 * @param revision of the stored form of all of them
 */
public record StoredTypes(String revision, Map<String, Class<?>> byName) {
    public StoredTypes {
        byName = Map.copyOf(byName);
    }
}
