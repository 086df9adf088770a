package org.holdfast.tracing.question;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A comparison of policies: the traced amount of each place under each policy.
 *
 * @param policies in the order of {@link Policy}
 * @param rows by place
 */
public record Sensitivity(List<Policy> policies, List<Row> rows) {
    public Sensitivity {
        policies = List.copyOf(policies);
        rows = List.copyOf(rows);
    }

    /**
     * One place.
     *
     * @param place reason and place of an end, such as {@code unspent <txid>:<n>}
     * @param amounts traced whole base units under every policy of the table; 0 without traced value
     * @param least the minimum over the lawful policies of the table; 0 without a lawful policy
     * @param most the maximum over the lawful policies of the table; 0 without a lawful policy
     */
    public record Row(String place, SortedMap<Policy, BigInteger> amounts, BigInteger least, BigInteger most) {
        public Row {
            amounts = Collections.unmodifiableSortedMap(new TreeMap<>(amounts));
        }

        /** True if the lawful policies of the table differ. */
        public boolean dependsOnPolicy() {
            return !least.equals(most);
        }
    }

    /** The table of amounts by policy and place. */
    public static Sensitivity of(SortedMap<Policy, Map<String, BigInteger>> amounts) {
        var places = new TreeSet<String>();
        amounts.values().forEach(byPlace -> places.addAll(byPlace.keySet()));
        var rows = new ArrayList<Row>(places.size());
        for (String place : places) {
            var row = new TreeMap<Policy, BigInteger>();
            amounts.forEach((policy, byPlace) -> row.put(policy, byPlace.getOrDefault(place, BigInteger.ZERO)));
            List<BigInteger> lawful = row.entrySet().stream()
                    .filter(entry -> entry.getKey().lawful())
                    .map(Map.Entry::getValue)
                    .sorted()
                    .toList();
            rows.add(new Row(
                    place,
                    row,
                    lawful.isEmpty() ? BigInteger.ZERO : lawful.getFirst(),
                    lawful.isEmpty() ? BigInteger.ZERO : lawful.getLast()));
        }
        return new Sensitivity(List.copyOf(amounts.keySet()), rows);
    }
}
