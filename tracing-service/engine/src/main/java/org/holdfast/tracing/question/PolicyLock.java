package org.holdfast.tracing.question;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.InputFault;

/**
 * Which policy a case has chosen for each asset. One presumption per asset: a case that picks the doctrine anew for
 * each coin proves nothing (Welsh, 88 Miss. L.J. 179). Leads can be computed at any time and never lock.
 *
 * @param chosen the policy of each asset, by CAIP-19 name
 */
public record PolicyLock(SortedMap<String, Policy> chosen) {
    public static final PolicyLock OPEN = new PolicyLock(new TreeMap<>());

    public PolicyLock {
        chosen = Collections.unmodifiableSortedMap(new TreeMap<>(chosen));
    }

    /** The outcome of a choice. */
    public sealed interface Decision {
        /** The policy is now locked for the asset. */
        record Locked(PolicyLock lock) implements Decision {}

        /** A repeat: the asset is already locked to the same policy. */
        record Unchanged(PolicyLock lock) implements Decision {}

        record Refused(InputFault fault) implements Decision {}
    }

    /** The policy to which an asset is locked. */
    public Optional<Policy> of(AssetId asset) {
        return Optional.ofNullable(chosen.get(asset.toString()));
    }

    /** Chooses a policy for an asset. */
    public Decision choose(AssetId asset, Policy policy) {
        if (!policy.lawful()) {
            return new Decision.Refused(fault(
                    "tracing.policy.lead-only", "a lead cannot be the policy of a case", "a lawful policy", policy));
        }
        Policy before = chosen.get(asset.toString());
        if (before == policy) {
            return new Decision.Unchanged(this);
        }
        if (before != null) {
            return new Decision.Refused(fault(
                    "tracing.policy.locked", "the case has chosen another policy for this asset", before, policy));
        }
        var after = new TreeMap<>(chosen);
        after.put(asset.toString(), policy);
        return new Decision.Locked(new PolicyLock(after));
    }

    private static InputFault fault(String code, String what, Object expected, Object got) {
        return new InputFault(
                code,
                what,
                "policy",
                expected.toString(),
                got.toString(),
                "keep to one policy for each asset of a case");
    }
}
