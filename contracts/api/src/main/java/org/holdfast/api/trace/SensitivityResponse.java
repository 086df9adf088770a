package org.holdfast.api.trace;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of the sensitivity table of a trace: which destination depends on which doctrine. Destinations whose amount
 * depends on the doctrine come first, those with the widest span first among them.
 *
 * @param policies those that were asked, in the order of their amounts
 * @param total how many destinations there are on all pages
 * @param nextCursor where the next page begins; null on the last page
 */
public record SensitivityResponse(
        String traceId,
        List<String> policies,
        long total,
        List<Destination> destinations,
        @Nullable String nextCursor) {
    public SensitivityResponse {
        policies = List.copyOf(policies);
        destinations = List.copyOf(destinations);
    }

    /**
     * One place at which value ends under at least one policy.
     *
     * @param destination the exchange or issuer, or the outpoint if no label names one
     * @param reason why value ends there
     * @param traced whole base units by policy; a policy under which nothing ends there says 0
     * @param least the least and
     * @param most the most that any lawful policy says, base units
     * @param verdict {@code every-doctrine} where all lawful policies say the same amount, {@code some-doctrines} where
     *     they differ, {@code lead-only} where only policies say so that no court follows
     */
    public record Destination(
            String destination, String reason, Map<String, String> traced, String least, String most, String verdict) {}
}
