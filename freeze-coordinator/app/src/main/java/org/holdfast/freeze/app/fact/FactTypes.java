package org.holdfast.freeze.app.fact;

import java.util.Map;
import org.holdfast.freeze.app.aggregate.StoredTypes;
import org.holdfast.freeze.coordination.FactEvent;

/** The stored names of facts. */
public final class FactTypes {
    public static final StoredTypes STORED = new StoredTypes(
            "1",
            Map.of(
                    "fact.ValueReachedService", FactEvent.ValueReachedService.class,
                    "fact.FactWithdrawn", FactEvent.FactWithdrawn.class,
                    "fact.FactSuspended", FactEvent.FactSuspended.class,
                    "fact.FactRestored", FactEvent.FactRestored.class),
            // Revision 1 had no tip and no blocks, and no cause.
            Map.of("fact.ValueReachedService", "2", "fact.FactWithdrawn", "2"));

    private FactTypes() {}
}
