package org.holdfast.tracing.question;

import static org.assertj.core.api.Assertions.assertThat;

import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.chain.Chains;
import org.junit.jupiter.api.Test;

class PolicyLockTest {
    private static final AssetId COIN = Chains.named("mainnet").nativeAsset().id();
    private static final AssetId OTHER = Chains.named("regtest").nativeAsset().id();

    @Test
    void locksEachAssetToOneLawfulPolicy() {
        var first = PolicyLock.OPEN.choose(COIN, Policy.FIFO);
        assertThat(first).isInstanceOfSatisfying(PolicyLock.Decision.Locked.class, locked -> {
            PolicyLock lock = locked.lock();
            assertThat(lock.of(COIN)).contains(Policy.FIFO);
            assertThat(lock.of(OTHER)).isEmpty();
            assertThat(lock.choose(COIN, Policy.FIFO)).isEqualTo(new PolicyLock.Decision.Unchanged(lock));
            assertThat(lock.choose(OTHER, Policy.PRO_RATA)).isInstanceOf(PolicyLock.Decision.Locked.class);
            assertThat(code(lock.choose(COIN, Policy.PRO_RATA))).isEqualTo("tracing.policy.locked");
        });
    }

    @Test
    void refusesLeads() {
        for (Policy lead : new Policy[] {Policy.POISON, Policy.HIGHEST_OUT, Policy.LIFO}) {
            assertThat(lead.standing()).isEqualTo("lead only");
            assertThat(code(PolicyLock.OPEN.choose(COIN, lead))).isEqualTo("tracing.policy.lead-only");
        }
    }

    private static String code(PolicyLock.Decision decision) {
        return switch (decision) {
            case PolicyLock.Decision.Refused refused -> refused.fault().code();
            case PolicyLock.Decision.Locked locked -> "locked";
            case PolicyLock.Decision.Unchanged unchanged -> "unchanged";
        };
    }
}
