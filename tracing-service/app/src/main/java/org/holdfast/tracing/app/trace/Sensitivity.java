package org.holdfast.tracing.app.trace;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.api.trace.SensitivityResponse.Destination;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.trace.End;
import org.holdfast.tracing.trace.EndReason;
import org.holdfast.tracing.trace.SealedTrace;

/**
 * Which destination depends on which doctrine. An exchange is one destination however many of its addresses were
 * reached, and all fees are one; every other end stands for itself.
 */
final class Sensitivity {
    private static final String EVERY = "every-doctrine";
    private static final String SOME = "some-doctrines";
    private static final String LEAD = "lead-only";
    private static final List<String> ORDER = List.of(SOME, EVERY, LEAD);

    private record Key(EndReason reason, String destination) implements Comparable<Key> {
        static Key of(End end) {
            if (end.reason() == EndReason.FEE) {
                return new Key(end.reason(), "fees");
            }
            return new Key(
                    end.reason(),
                    end.label() == null ? end.place() : end.label().vaspId().text());
        }

        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::reason)
                    .thenComparing(Key::destination)
                    .compare(this, other);
        }
    }

    private record Row(Destination destination, BigInteger span, BigInteger most) {}

    private Sensitivity() {}

    static List<Destination> of(List<SealedTrace> results) {
        var amounts = new TreeMap<Key, EnumMap<Policy, BigInteger>>();
        for (SealedTrace sealed : results) {
            for (End end : sealed.ends()) {
                amounts.computeIfAbsent(Key.of(end), key -> new EnumMap<>(Policy.class))
                        .merge(sealed.policy(), end.traced(), BigInteger::add);
            }
        }
        List<Policy> policies = results.stream().map(SealedTrace::policy).toList();
        return amounts.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue(), policies))
                .sorted(Comparator.<Row>comparingInt(
                                row -> ORDER.indexOf(row.destination().verdict()))
                        .thenComparing(Row::span, Comparator.reverseOrder())
                        .thenComparing(Row::most, Comparator.reverseOrder()))
                .map(Row::destination)
                .toList();
    }

    private static Row row(Key key, Map<Policy, BigInteger> amounts, List<Policy> policies) {
        var traced = new LinkedHashMap<String, String>();
        BigInteger least = null;
        BigInteger most = BigInteger.ZERO;
        for (Policy policy : policies) {
            BigInteger amount = amounts.getOrDefault(policy, BigInteger.ZERO);
            traced.put(policy.word(), amount.toString());
            if (policy.lawful()) {
                least = least == null ? amount : least.min(amount);
                most = most.max(amount);
            }
        }
        BigInteger span = most.subtract(least == null ? BigInteger.ZERO : least);
        String verdict = span.signum() != 0 ? SOME : most.signum() != 0 ? EVERY : LEAD;
        return new Row(
                new Destination(
                        key.destination(),
                        key.reason().word(),
                        traced,
                        most.subtract(span).toString(),
                        most.toString(),
                        verdict),
                span,
                most);
    }
}
