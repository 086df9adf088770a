package org.holdfast.freeze.app.aggregate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The registry of stored names: which type each name means, and which name and revision each type is written with. */
public final class StoredNames {
    private final Map<String, Class<?>> types = new HashMap<>();
    private final Map<Class<?>, Name> names = new HashMap<>();

    /** A stored name with the revision of the form that is written today. */
    public record Name(String text, String revision) {}

    /** Throws {@link IllegalArgumentException} where one name means two types, or one type has two names. */
    public StoredNames(List<StoredTypes> features) {
        for (StoredTypes feature : features) {
            feature.byName().forEach((name, type) -> {
                if (types.put(name, type) != null
                        || names.put(type, new Name(name, feature.revisionOf(name))) != null) {
                    throw new IllegalArgumentException("registered twice: " + name + " for " + type.getName());
                }
            });
        }
    }

    /** The type that a stored name means, or null for a name that is not ours. */
    public @Nullable Class<?> type(String name) {
        return types.get(name);
    }

    /** The name that a type is stored with, or null for a type that is not ours. */
    public @Nullable Name name(Class<?> type) {
        return names.get(type);
    }

    /** Every stored name. */
    public SortedSet<String> all() {
        return new TreeSet<>(types.keySet());
    }
}
