package org.holdfast.freeze.app.aggregate;

import java.util.Map;

/**
 * Types of a feature that are stored, by their stored name. A name never changes; class names may.
 *
 * @param revision of the stored form of all of them but those in {@code newer}
 * @param newer the revision of a name whose form has changed since; the code still reads the earlier form
 */
public record StoredTypes(String revision, Map<String, Class<?>> byName, Map<String, String> newer) {
    public StoredTypes {
        byName = Map.copyOf(byName);
        newer = Map.copyOf(newer);
        if (!byName.keySet().containsAll(newer.keySet())) {
            throw new IllegalArgumentException("a revision of a name that is not stored: " + newer);
        }
    }

    public StoredTypes(String revision, Map<String, Class<?>> byName) {
        this(revision, byName, Map.of());
    }

    /** The revision that a name is written with. */
    public String revisionOf(String name) {
        return newer.getOrDefault(name, revision);
    }
}
