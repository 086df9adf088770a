package org.holdfast.freeze.app.settings;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.freeze.legal.LegalPack;
import org.jspecify.annotations.Nullable;

/** The legal packs of this installation. */
public final class LegalPacks {
    private final SortedMap<String, LegalPack> packs;

    public LegalPacks(Map<String, LegalPack> packs) {
        this.packs = new TreeMap<>(packs);
    }

    /** The pack with that id, or null where there is none. */
    public @Nullable LegalPack byId(String id) {
        return packs.get(id);
    }

    public Set<String> ids() {
        return packs.keySet();
    }
}
